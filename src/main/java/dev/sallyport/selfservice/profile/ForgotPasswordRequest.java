package dev.sallyport.selfservice.profile;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whose password is forgotten. */
record ForgotPasswordRequest(
        @NotNull @Size(min = 1, max = 320) @Schema(required = true)
        String email) {}
