package dev.sallyport.sessions.session;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.base.ids.UserId;
import java.util.List;

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
}
