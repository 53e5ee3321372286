package dev.sallyport.mailing.mail;

import dev.sallyport.base.useragent.Browser;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The user a notice is for, and where the act came from.
 *
 * @param where network address; null for what the support team did
 * @param browser what the client was; {@link Browser#UNKNOWN} where that does not matter
 */
public record Told(
        UUID userId,
        String email,
        @Nullable String locale,
        @Nullable String where,
        Browser browser) {

    /** Of an act that was no request of a browser. */
    public Told(UUID userId, String email, @Nullable String locale, @Nullable String where) {
        this(userId, email, locale, where, Browser.UNKNOWN);
    }
}
