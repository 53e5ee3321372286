package dev.sallyport.selfservice.passwordchange;

import dev.sallyport.accounts.account.Users;
import dev.sallyport.accounts.password.PasswordCredentials;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.sessions.session.CarriedOver;
import dev.sallyport.sessions.session.Epochs;
import dev.sallyport.sessions.session.NewEpoch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The one way in which a new password is required of users: the present one is disabled as after a reported sign-in,
 * sessions, devices, challenges and links end, and each active user gets a mail with the link to a new one.
 *
 * <p>The user is locked before the password, as in every other change of one.
 */
@ApplicationScoped
class RequiredPasswordChanges {

    private final Users users;
    private final PasswordCredentials credentials;
    private final Epochs epochs;
    private final PasswordChangeMails mails;
    private final Audit audit;

    RequiredPasswordChanges(
            Users users, PasswordCredentials credentials, Epochs epochs, PasswordChangeMails mails, Audit audit) {
        this.users = users;
        this.credentials = credentials;
        this.epochs = epochs;
        this.mails = mails;
        this.audit = audit;
    }

    /** Requires it of one user, whatever their status; {@code not-found}, or {@code conflict} without a password. */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<Void> requireOf(UserId user, RequiredPasswordChange change) {
        List<UserId> locked = users.lockAll(List.of(user));
        if (locked.isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        if (!credentials.requireReset(user, change.at())) {
            return Outcome.refused(new ProblemException(ProblemType.CONFLICT)
                    .detail("This user has no password. Nothing has changed."));
        }
        follow(locked, change, change.at());
        return Outcome.of(null);
    }

    /**
     * Requires a new password of these members, except those who have changed theirs since or already have a later
     * requirement. The number of statements does not depend on how many they are, apart from the rows that are added:
     * links, mails and events.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void requireOf(List<UserId> members, RequiredPasswordChange change, Instant now) {
        List<UserId> concerned = credentials.requireReset(users.lockAll(members), change.at());
        if (!concerned.isEmpty()) {
            follow(concerned, change, now);
        }
    }

    /** Requires it of the caller, who is locked and stays signed in. */
    @Transactional(Transactional.TxType.MANDATORY)
    void requireOfCaller(UserCaller caller, RequiredPasswordChange change) {
        UserId user = caller.userId();
        if (credentials.requireReset(user, change.at())) {
            NewEpoch after = epochs.begin(user, CarriedOver.only(Optional.of(caller.sessionId())), change.at());
            mails.send(List.of(after.user()), change, change.at());
            audit.record(change.event(user, change.at()));
        }
    }

    private void follow(List<UserId> concerned, RequiredPasswordChange change, Instant now) {
        mails.send(epochs.beginAll(concerned, now), change, now);
        concerned.forEach(user -> audit.record(change.event(user, now)));
    }
}
