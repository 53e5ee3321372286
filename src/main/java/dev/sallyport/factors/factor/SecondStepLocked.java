package dev.sallyport.factors.factor;

import dev.sallyport.base.ids.UserId;
import java.time.Instant;

/**
 * Wrong codes have locked a user's second step. It is sent in the transaction of the last of them: what waits for a code of
 * this user ends with it, and stays dead when the lock is over.
 */
public record SecondStepLocked(UserId userId, Instant at) {}
