package dev.sallyport.sessions.device;

import dev.sallyport.base.ids.UserId;

/** The user a device belongs to, as they were when the sign-in began: a later epoch voids the device. */
public record DeviceOwner(UserId userId, int epoch) {}
