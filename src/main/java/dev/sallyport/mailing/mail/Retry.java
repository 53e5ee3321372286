package dev.sallyport.mailing.mail;

import java.time.Duration;

/** When a mail that was not accepted is tried again. */
final class Retry {

    /** How often a mail is sent if the server never confirms it: each try may deliver another copy. */
    static final int MOST_UNKNOWN = 3;

    private static final Duration FIRST = Duration.ofSeconds(15);
    private static final Duration LONGEST = Duration.ofHours(1);

    /**
     * If a server accepts a sender only after some minutes (greylisting), an urgent mail is sent again within a minute.
     */
    private static final Duration LONGEST_OF_SHORT_LIVED = Duration.ofSeconds(45);

    /** A mail of such a life or less is one that its reader waits for: a code, a link to a new password. */
    private static final Duration SHORT_LIFE = Duration.ofHours(1);

    private static final int LARGEST_SHIFT = 8;

    private Retry() {}

    /**
     * The wait after a mail was put off, or its outcome is unknown.
     *
     * @param tries how many there were, at least one
     * @param life between the making of the mail and its end
     */
    static Duration afterPutOff(int tries, Duration life) {
        Duration longest = life.compareTo(SHORT_LIFE) <= 0 ? LONGEST_OF_SHORT_LIVED : LONGEST;
        return shorter(doubled(tries), longest);
    }

    /** The wait after a rejection, which an operator has to look into first. */
    static Duration afterRejection(int tries) {
        return shorter(doubled(tries).multipliedBy(2), LONGEST);
    }

    private static Duration doubled(int tries) {
        return FIRST.multipliedBy(1L << Math.min(Math.max(tries, 1) - 1, LARGEST_SHIFT));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
