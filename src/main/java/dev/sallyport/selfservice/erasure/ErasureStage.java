package dev.sallyport.selfservice.erasure;

import java.util.Arrays;
import java.util.Locale;

/** How far the erasure of a user is. */
enum ErasureStage {
    /** The user asked for it, and can cancel it. */
    WAITING,

    /** The user is gone; the trail loses what it holds about them, some events at a time. */
    TRAIL,

    /** Once more all of it, for what was written by requests that had read the user before. */
    SWEEP;

    /** The stage in the table. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ErasureStage of(String text) {
        return Arrays.stream(values())
                .filter(stage -> stage.text().equals(text))
                .findFirst()
                .orElseThrow();
    }
}
