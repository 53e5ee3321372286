package dev.sallyport.factors.factor;

import dev.sallyport.base.ids.UserId;
import java.time.Instant;

/**
 * Wrong codes have locked a user's second step. It is sent in the transaction of the last of them: everything that
 * waits for a code of this user ends with it, and stays void after the lock.
 */
public record SecondStepLocked(UserId userId, Instant at) {}
