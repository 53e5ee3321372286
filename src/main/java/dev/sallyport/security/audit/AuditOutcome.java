package dev.sallyport.security.audit;

import jakarta.persistence.EnumeratedValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How an act ended. */
public enum AuditOutcome {
    SUCCESS("success"),
    REFUSED("refused");

    @EnumeratedValue
    private final String text;

    AuditOutcome(String text) {
        this.text = text;
    }

    /** As the trail, the contract, metrics and webhooks have it. */
    public String text() {
        return text;
    }

    /**
     * The outcome of that name.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static AuditOutcome of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    public static List<String> texts() {
        return Arrays.stream(values()).map(AuditOutcome::text).toList();
    }
}
