package dev.sallyport.policies.policy;

import dev.sallyport.security.caller.Origin;
import dev.sallyport.security.caller.UserCaller;
import java.time.Instant;
import java.util.UUID;

/** Who changes the policy of an account, from where and when. */
record PolicyEditor(UserCaller caller, UUID account, Origin origin, Instant now) {}
