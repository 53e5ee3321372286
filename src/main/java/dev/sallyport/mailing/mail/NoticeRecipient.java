package dev.sallyport.mailing.mail;

import dev.sallyport.base.useragent.Browser;
import java.util.UUID;

/**
 * The user a notice is for, and where the act came from.
 *
 * @param where network address; null for what the support team did
 * @param browser what the client was; {@link Browser#UNKNOWN} where that does not matter
 */
public record NoticeRecipient(UUID userId, String email, String locale, String where, Browser browser) {

    /** Of an act that was no request of a browser. */
    public NoticeRecipient(UUID userId, String email, String locale, String where) {
        this(userId, email, locale, where, Browser.UNKNOWN);
    }
}
