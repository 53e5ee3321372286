package dev.sallyport.factors.enrollment;

import dev.sallyport.base.names.DisplayName;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Another name for an authenticator. */
@Schema(name = "RenameAuthenticatorRequest")
record RenameAuthenticatorRequest(@NotNull @DisplayName String name) {}
