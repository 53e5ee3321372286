package dev.sallyport.policies.policy;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import java.time.Instant;

/** Who changes the policy of an account, from where and when. */
record PolicyEditor(UserCaller caller, AccountId account, ClientContext context, Instant now) {}
