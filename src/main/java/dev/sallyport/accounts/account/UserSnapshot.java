package dev.sallyport.accounts.account;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.mailing.mail.NoticeRecipient;
import dev.sallyport.security.caller.ClientContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An active user as others may know them, read under a lock.
 *
 * @param secondStepLocks how many locks of the second step have begun
 */
public record UserSnapshot(
        UserId id, String email, @Nullable String locale, int epoch, int secondStepLocks, List<String> roles) {

    /** The recipient of a notice about an act from that context, with the language. */
    public NoticeRecipient recipient(ClientContext context) {
        return new NoticeRecipient(id, email, context.languageFor(locale), context.address(), context.browser());
    }

    /** The recipient of a notice about an act of others, whose address and browser are not disclosed. */
    public NoticeRecipient recipient() {
        return new NoticeRecipient(id, email, locale, null);
    }

    static UserSnapshot of(AppUser user) {
        return new UserSnapshot(
                user.id(), user.email(), user.locale(), user.epoch(), user.secondStepLocks(), user.roles());
    }
}
