package dev.sallyport.mailing.brand;

import java.time.Duration;
import java.time.Instant;

/** Whether a replica may still trust that no account has a brand. */
final class NoBrandCache {

    /** How long it may, since other replicas do not tell it of a choice. */
    private static final Duration FOR = Duration.ofSeconds(30);

    private Instant until = Instant.MIN;
    private long choices;

    synchronized boolean isAt(Instant now) {
        return now.isBefore(until);
    }

    /** How many choices this replica has made: to be asked before the database is. */
    synchronized long choices() {
        return choices;
    }

    /** None was found. That counts for nothing if an account has chosen one since the question. */
    synchronized void found(long choicesBefore, Instant now) {
        if (choices == choicesBefore) {
            until = now.plus(FOR);
        }
    }

    synchronized void chosen() {
        choices++;
        until = Instant.MIN;
    }
}
