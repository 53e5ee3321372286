package dev.sallyport.sessions.device;

import dev.sallyport.accounts.account.DisplayName;
import jakarta.validation.constraints.NotNull;

/** Another name for a device. */
record RenameDeviceRequest(@NotNull @DisplayName String name) {}
