package dev.sallyport.support.reset;

import jakarta.persistence.EnumeratedValue;

/** How far a reset has come. */
enum ResetStatus {
    /** It waits for a second agent. */
    REQUESTED("requested"),

    /** It waits for its time. */
    APPROVED("approved"),

    EXECUTED("executed"),
    CANCELLED("cancelled");

    @EnumeratedValue
    private final String text;

    ResetStatus(String text) {
        this.text = text;
    }

    /** The status in tables and answers. */
    String text() {
        return text;
    }
}
