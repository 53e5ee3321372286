package dev.sallyport.selfservice.member;

import java.time.Duration;
import java.time.Instant;

/** Days of sign-ins as a membership counts them: in UTC since the year 2000. */
final class SignInDay {

    /** The day of members who have never signed in, before every other. */
    static final int NEVER = 0;

    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");

    private SignInDay() {}

    /** The day of a time; of one before the first day it is {@link #NEVER}. */
    static int of(Instant time) {
        return (int) Math.max(NEVER, Math.floorDiv(Duration.between(FIRST, time).toSeconds(), 86_400L));
    }
}
