package dev.sallyport.security.throttle;

import java.time.Duration;

/**
 * One spent try at the password of an email.
 *
 * @param allowed whether the answer may say if the password was right
 * @param last whether it is the last one of its window
 * @param retryAfter how long until the window ends, where it is not allowed; else zero
 */
public record PasswordAttempt(boolean allowed, boolean last, Duration retryAfter) {}
