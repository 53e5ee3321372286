package dev.sallyport.throttle;

import java.time.Duration;

/**
 * The answer to one attempt that was asked for.
 *
 * @param allowed whether it may be looked at; it has been counted then
 * @param remaining how many more there are before the lock
 * @param locks whether this one, should it fail, leaves the user locked
 * @param retryAfter how long until the next may be tried, where this one may not or is the last
 * @param inARow failures since the last complete sign-in, this one included
 * @param epoch the user's, which does not change any more until the transaction is over
 */
public record Attempt(boolean allowed, int remaining, boolean locks, Duration retryAfter, int inARow, int epoch) {}
