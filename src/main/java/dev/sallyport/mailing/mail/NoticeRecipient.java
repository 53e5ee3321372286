package dev.sallyport.mailing.mail;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.useragent.Browser;
import org.jspecify.annotations.Nullable;

/**
 * The user a notice is for, and where the act came from.
 *
 * @param where network address; null for what the support team did
 * @param browser what the client was; {@link Browser#UNKNOWN} where that does not matter
 */
public record NoticeRecipient(
        UserId userId,
        String email,
        @Nullable String locale,
        @Nullable String where,
        Browser browser) {

    /** For an act that was not a browser's request. */
    public NoticeRecipient(UserId userId, String email, @Nullable String locale, @Nullable String where) {
        this(userId, email, locale, where, Browser.UNKNOWN);
    }
}
