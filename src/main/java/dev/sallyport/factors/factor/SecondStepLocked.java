package dev.sallyport.factors.factor;

import java.time.Instant;
import java.util.UUID;

/**
 * Wrong codes have locked a user's second step. It is sent in the transaction of the last of them: what waits for a code of
 * this user ends with it, and stays dead when the lock is over.
 */
public record SecondStepLocked(UUID userId, Instant at) {}
