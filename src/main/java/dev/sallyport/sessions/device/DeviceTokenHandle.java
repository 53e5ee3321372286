package dev.sallyport.sessions.device;

import dev.sallyport.base.ids.DeviceId;

/** A device that was recognised, and the generation of its token that was shown. */
public record DeviceTokenHandle(DeviceId id, int generation) {}
