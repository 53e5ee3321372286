package dev.sallyport.sessions.device;

import dev.sallyport.base.ids.DeviceId;
import dev.sallyport.base.ids.UserId;

/** A recognized device of a user, and the generation of the token that was presented. */
public record DeviceTokenHandle(UserId owner, DeviceId id, int generation) {}
