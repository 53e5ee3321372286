package dev.sallyport.mailing.mail;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.language.Language;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail to send once the act that it reports is committed.
 *
 * <p>{@code details} are stored: callers MUST NOT put a code, secret or token there. Times in them are ISO 8601 text.
 *
 * @param userId null where the recipient is no user yet
 * @param locale the tag of the language to write in; null for English
 * @param notAfter from when on it is dropped, not sent
 */
public record QueuedMail(
        @Nullable UserId userId,
        MailKind kind,
        String recipient,
        @Nullable String locale,
        Map<String, String> details,
        Instant notAfter) {

    /** Among the details: the id of the account that caused the mail. */
    public static final String ACCOUNT_ID = "accountId";

    /** The user whom the mail is for: a mail with a link about one of their rows has one. */
    public UserId user() {
        return Objects.requireNonNull(userId);
    }

    /** The account that caused the mail, which is then about that account and has its brand; null for any other. */
    @Nullable
    AccountId account() {
        String account = details.get(ACCOUNT_ID);
        return account == null ? null : new AccountId(UUID.fromString(account));
    }

    public Language language() {
        return Language.ofSetting(locale);
    }

    /** The time from when on it is dropped, in words of the mail's language, in UTC. */
    public String end() {
        return language().inWords(notAfter);
    }

    /** A time among the details in words of the mail's language, in UTC; null where there is none of that name. */
    public @Nullable String time(String name) {
        String time = details.get(name);
        return time == null ? null : language().inWords(Instant.parse(time));
    }
}
