package dev.sallyport.sessions.session;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.caller.EnrollmentSubject;
import dev.sallyport.security.caller.UserCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a caller that was authenticated before the transaction may still act in it. A request can wait, for a lock or
 * for a slow hash, while its session is ended or its user begins a new epoch.
 *
 * <p>The user is locked first and the session second, always in this order. Both stay as they are until the transaction
 * ends.
 */
@ApplicationScoped
public class ActiveCaller {

    private final Users users;
    private final SessionRepository sessions;

    ActiveCaller(Users users, SessionRepository sessions) {
        this.users = users;
        this.sessions = sessions;
    }

    /** Locks the user and the session of the caller; {@code not-authenticated} where either is no longer active. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Outcome<UserSnapshot> require(UserCaller caller) {
        return outcome(lock(caller));
    }

    /** The same for a user who sets up a second factor, by a session or by an enrollment token. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Outcome<UserSnapshot> require(EnrollmentSubject caller) {
        return outcome(users.lockActive(caller.userId()).filter(user -> isActive(caller, user.epoch())));
    }

    /** The same as {@link #require(UserCaller)} for an act that has no answer: empty in place of the refusal. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<UserSnapshot> lock(UserCaller caller) {
        return users.lockActive(caller.userId())
                .filter(user -> sessions.lockLive(caller.sessionId(), user.id(), user.epoch())
                        .isPresent());
    }

    /**
     * Whether a caller is still active whose user is locked already. The session is locked along.
     *
     * @param epoch of the user now
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean isActive(EnrollmentSubject caller, int epoch) {
        return caller.session()
                .map(own -> sessions.lockLive(own, caller.userId(), epoch).isPresent())
                .orElseGet(() -> caller.epoch().orElseThrow() == epoch);
    }

    /**
     * The session of the caller as it stands at this moment, for an act that has locked something else than the user.
     * Nothing is locked. Empty if it is no longer active.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<ActiveSession> find(UserCaller caller, Instant now) {
        return sessions.findLive(caller.sessionId(), caller.userId(), now);
    }

    private static Outcome<UserSnapshot> outcome(Optional<UserSnapshot> active) {
        return active.map(Outcome::of).orElseGet(() -> Outcome.refused(ProblemType.NOT_AUTHENTICATED));
    }
}
