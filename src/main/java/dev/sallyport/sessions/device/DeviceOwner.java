package dev.sallyport.sessions.device;

import java.util.UUID;

/** The user a device belongs to, as they were when the sign-in began: a later epoch voids the device. */
public record DeviceOwner(UUID userId, int epoch) {}
