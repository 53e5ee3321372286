package dev.sallyport.trail.webhook;

import java.util.Arrays;
import java.util.Locale;

/** Where a message to an endpoint is. */
enum DeliveryStatus {
    /** It was not tried. */
    PENDING,
    DELIVERED,

    /** The last try failed; it waits for the next one. */
    FAILED,

    /** It was given up. */
    DEAD;

    /** Its name in the database, in metrics and in the contract. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The status of that name.
     *
     * @throws IllegalArgumentException for any other text
     */
    static DeliveryStatus of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    static String[] texts() {
        return Arrays.stream(values()).map(DeliveryStatus::text).toArray(String[]::new);
    }
}
