package dev.sallyport.sessions.device;

import dev.sallyport.base.ids.DeviceId;

/** A recognised device, and the generation of the token that was presented. */
public record DeviceTokenHandle(DeviceId id, int generation) {}
