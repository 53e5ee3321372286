package dev.sallyport.sessions.device;

import dev.sallyport.base.names.DisplayName;
import jakarta.validation.constraints.NotNull;

/** Another name for a device. */
record RenameDeviceRequest(@NotNull @DisplayName String name) {}
