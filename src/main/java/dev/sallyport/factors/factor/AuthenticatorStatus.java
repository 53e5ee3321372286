package dev.sallyport.factors.factor;

import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

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

    /**
     * The status of that name.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static AuthenticatorStatus of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
