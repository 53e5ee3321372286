package dev.sallyport.factors.email;

import dev.sallyport.mailing.mail.QueuedMail;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The remaining lifetime of a code, as its mail states it. It is computed when the mail is sent, however often that was
 * delayed.
 */
public final class CodeLife {

    /** A mail that is sent at once states the whole lifetime of its code. */
    private static final Duration UNDER_WAY = Duration.ofSeconds(5);

    private CodeLife() {}

    /**
     * The template values: {@code minutes} left, rounded down but at least one, and {@code until}, the time at which
     * the code expires, in UTC and in the mail's language.
     */
    public static Map<String, Object> words(QueuedMail mail, Instant now) {
        long minutes = Duration.between(now, mail.notAfter()).plus(UNDER_WAY).toMinutes();
        return Map.of("minutes", Math.max(minutes, 1), "until", mail.end());
    }
}
