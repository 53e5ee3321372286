package dev.sallyport.sessions.device;

import java.util.UUID;

/** A device that was recognised, and the generation of its token that was shown. */
public record DeviceTokenHandle(UUID id, int generation) {}
