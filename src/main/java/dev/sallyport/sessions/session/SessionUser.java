package dev.sallyport.sessions.session;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.mailing.mail.NoticeRecipient;
import dev.sallyport.security.caller.ClientContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The user a session is for, as they were read when the sign-in was decided.
 *
 * @param epoch a session of another epoch than the user's is void
 * @param roles of the whole service, without {@code user}, which every user has
 */
public record SessionUser(UserId id, String email, int epoch, List<String> roles) {

    /** The user as read under a lock. */
    public static SessionUser of(UserSnapshot user) {
        return new SessionUser(user.id(), user.email(), user.epoch(), user.roles());
    }

    /**
     * The recipient of a notice about an act from that context.
     *
     * @param locale the user's own setting; null where there is none, for the language of the request
     */
    public NoticeRecipient recipient(@Nullable String locale, ClientContext context) {
        return new NoticeRecipient(id, email, context.languageFor(locale), context.address(), context.browser());
    }
}
