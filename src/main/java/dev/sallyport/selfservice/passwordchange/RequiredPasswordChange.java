package dev.sallyport.selfservice.passwordchange;

import dev.sallyport.accounts.account.Users;
import dev.sallyport.accounts.password.PasswordCredentials;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.sessions.session.Epochs;
import dev.sallyport.sessions.session.NewEpoch;
import dev.sallyport.sessions.session.Survivors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The one way in which a new password is demanded of users: the present one is disabled as after a reported sign-in,
 * sessions, devices, challenges and links end, and each active user gets a mail with the link to a new one.
 *
 * <p>The user is locked before the password, as in every other change of one.
 */
@ApplicationScoped
class RequiredPasswordChange {

    private final Users users;
    private final PasswordCredentials credentials;
    private final Epochs epochs;
    private final PasswordChangeMails mails;
    private final Audit audit;

    RequiredPasswordChange(
            Users users, PasswordCredentials credentials, Epochs epochs, PasswordChangeMails mails, Audit audit) {
        this.users = users;
        this.credentials = credentials;
        this.epochs = epochs;
        this.mails = mails;
        this.audit = audit;
    }

    /** Demands it of one user, whatever their status; {@code not-found}, or {@code conflict} without a password. */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<Void> requireOf(UserId user, PasswordDemand demand) {
        List<UserId> locked = users.lockAll(List.of(user));
        if (locked.isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        if (!credentials.requireReset(user, demand.at())) {
            return Outcome.refused(new ProblemException(ProblemType.CONFLICT)
                    .detail("This user has no password. Nothing has changed."));
        }
        follow(locked, demand, demand.at());
        return Outcome.of(null);
    }

    /**
     * Demands it of these members of an account, but for those who have changed their password since the demand, or of
     * whom it was demanded then or later. The number of statements does not depend on how many they are, apart from
     * the rows that are added: links, mails and events.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void requireOf(List<UserId> members, PasswordDemand demand, Instant now) {
        List<UserId> concerned = credentials.requireReset(users.lockAll(members), demand.at());
        if (!concerned.isEmpty()) {
            follow(concerned, demand, now);
        }
    }

    /** Demands it of the caller, who is locked and stays signed in. */
    @Transactional(Transactional.TxType.MANDATORY)
    void requireOfCaller(UserCaller caller, PasswordDemand demand) {
        UserId user = caller.userId();
        if (credentials.requireReset(user, demand.at())) {
            NewEpoch after = epochs.begin(user, Survivors.only(Optional.of(caller.sessionId())), demand.at());
            mails.send(List.of(after.user()), demand, demand.at());
            audit.record(demand.event(user, demand.at()));
        }
    }

    private void follow(List<UserId> concerned, PasswordDemand demand, Instant now) {
        mails.send(epochs.beginAll(concerned, now), demand, now);
        concerned.forEach(user -> audit.record(demand.event(user, now)));
    }
}
