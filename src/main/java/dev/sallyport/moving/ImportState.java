package dev.sallyport.moving;

import java.util.Locale;

/** Where an import that runs by itself is. */
enum ImportState {
    /** Its file is being sent. */
    RECEIVING,

    /** No replica has begun with it. */
    QUEUED,
    RUNNING,

    /** Every row was tried. */
    DONE,

    /** Its client has ended it. Rows that were done stay done. */
    CANCELLED,

    /** Its rows can no longer be read, or it did not finish in time. */
    FAILED;

    /** Its name in the database and for clients. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The state of that name.
     *
     * @throws IllegalArgumentException for any other text
     */
    static ImportState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
