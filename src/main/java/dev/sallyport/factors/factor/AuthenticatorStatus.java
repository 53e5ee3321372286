package dev.sallyport.factors.factor;

import jakarta.persistence.EnumeratedValue;

/** The status of an authenticator. */
public enum AuthenticatorStatus {
    /** Not confirmed yet: it counts for nothing. */
    PENDING("pending"),

    ACTIVE("active"),
    /** Accepts no more codes after too many wrong ones in a row; it must be replaced. */
    SUSPENDED("suspended");

    @EnumeratedValue
    private final String text;

    AuthenticatorStatus(String text) {
        this.text = text;
    }

    /** The status in tables and answers. */
    public String text() {
        return text;
    }
}
