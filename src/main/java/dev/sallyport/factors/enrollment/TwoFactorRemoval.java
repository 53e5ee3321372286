package dev.sallyport.factors.enrollment;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.factor.BoundFactors;
import dev.sallyport.factors.factor.SecondFactors;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.sessions.device.Devices;
import dev.sallyport.sessions.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes two-factor sign-in away from a user as a whole: second factors, recovery codes, paper key, devices and sessions,
 * in the caller's transaction. The rows are deleted, so that nothing of them works after a new set-up.
 */
@ApplicationScoped
public class TwoFactorRemoval {

    private final Users users;
    private final SecondFactors factors;
    private final BoundFactors bound;
    private final Devices devices;
    private final Sessions sessions;

    TwoFactorRemoval(Users users, SecondFactors factors, BoundFactors bound, Devices devices, Sessions sessions) {
        this.users = users;
        this.factors = factors;
        this.bound = bound;
        this.devices = devices;
        this.sessions = sessions;
    }

    /** Locks the user, and tells why there is nothing to remove any more for a caller who was let in before. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<ProblemException> obstacle(UserCaller caller) {
        boolean alive = users.lock(caller.userId())
                .filter(user -> sessions.lockLive(caller.sessionId(), user.id(), user.epoch()))
                .isPresent();
        if (!alive) {
            return Optional.of(new ProblemException(ProblemType.NOT_AUTHENTICATED));
        }
        return bound.exist(caller.userId()) ? Optional.empty() : Optional.of(notOn());
    }

    static ProblemException notOn() {
        return new ProblemException(ProblemType.CONFLICT).detail("Two-factor sign-in is not on.");
    }

    /**
     * Removes everything and begins a new epoch.
     *
     * @param kept the one session that goes on, if any
     * @return the user in the new epoch
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public UserSnapshot removeAll(UUID user, Optional<UUID> kept, Instant now) {
        UserSnapshot after = users.beginEpoch(user);
        factors.removeAll(user);
        devices.endAll(user, now);
        sessions.endOthers(user, kept.orElse(null), now);
        kept.ifPresent(session -> sessions.carryOver(session, user, after.epoch()));
        sessions.lower(user, now);
        return after;
    }
}
