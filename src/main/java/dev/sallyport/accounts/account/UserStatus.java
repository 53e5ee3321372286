package dev.sallyport.accounts.account;

import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

/** Whether a user can sign in. */
public enum UserStatus {
    ACTIVE("active"),
    DISABLED("disabled");

    @EnumeratedValue
    private final String text;

    UserStatus(String text) {
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
    public static UserStatus of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
