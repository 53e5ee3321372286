package dev.sallyport.mailing.mail;

import dev.sallyport.base.database.ExponentialBackoff;
import java.time.Duration;

/** When a mail that was not accepted is tried again. */
final class Retry {

    /** How often a mail is sent if the server never confirms it: each try may deliver another copy. */
    static final int MOST_UNKNOWN = 3;

    private static final Duration FIRST = Duration.ofSeconds(15);

    private static final ExponentialBackoff DEFERRED = new ExponentialBackoff(FIRST, Duration.ofHours(1));

    /**
     * If a server accepts a sender only after some minutes (greylisting), an urgent mail is sent again within a minute.
     */
    private static final ExponentialBackoff SHORT_LIVED = new ExponentialBackoff(FIRST, Duration.ofSeconds(45));

    private static final ExponentialBackoff REJECTED =
            new ExponentialBackoff(FIRST.multipliedBy(2), Duration.ofHours(1));

    /** A mail of such a life or less is one that its reader waits for: a code, a link to a new password. */
    private static final Duration SHORT_LIFE = Duration.ofHours(1);

    private Retry() {}

    /**
     * The wait after a mail was deferred, or its outcome is unknown.
     *
     * @param tries how many there were, at least one
     * @param life between the making of the mail and its end
     */
    static Duration afterDeferral(int tries, Duration life) {
        return (life.compareTo(SHORT_LIFE) <= 0 ? SHORT_LIVED : DEFERRED).after(tries - 1);
    }

    /** The wait after a rejection, which an operator has to look into first. */
    static Duration afterRejection(int tries) {
        return REJECTED.after(tries - 1);
    }
}
