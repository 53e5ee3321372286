package dev.sallyport.sessions.device;

import dev.sallyport.accounts.account.DisplayName;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Another name for a device. */
record RenameDeviceRequest(
        @NotNull @DisplayName @Schema(required = true) String name) {}
