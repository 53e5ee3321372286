package dev.sallyport.factors.enrollment;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.recovery.PaperKeys;
import dev.sallyport.factors.recovery.RecoveryCodes;
import dev.sallyport.factors.totp.TotpBinding;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.sessions.device.Devices;
import dev.sallyport.sessions.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

/**
 * Removes a user's two-factor sign-in completely: authenticators, recovery codes, paper key, devices and sessions, in
 * the caller's transaction. The rows are deleted, so that none of them works after a new enrollment.
 */
@ApplicationScoped
public class TwoFactorRemoval {

    private final Users users;
    private final TotpBinding binding;
    private final RecoveryCodes recoveryCodes;
    private final PaperKeys paperKeys;
    private final Devices devices;
    private final Sessions sessions;

    TwoFactorRemoval(
            Users users,
            TotpBinding binding,
            RecoveryCodes recoveryCodes,
            PaperKeys paperKeys,
            Devices devices,
            Sessions sessions) {
        this.users = users;
        this.binding = binding;
        this.recoveryCodes = recoveryCodes;
        this.paperKeys = paperKeys;
        this.devices = devices;
        this.sessions = sessions;
    }

    /** Locks the user, and returns a refusal if there is nothing left to remove since the caller was authenticated. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<ProblemException> obstacle(UserCaller caller) {
        boolean alive = users.lock(caller.userId())
                .filter(user -> sessions.lockLive(caller.sessionId(), user.id(), user.epoch()))
                .isPresent();
        if (!alive) {
            return Optional.of(new ProblemException(ProblemType.NOT_AUTHENTICATED));
        }
        return binding.listBound(caller.userId()).isEmpty() ? Optional.of(notOn()) : Optional.empty();
    }

    static ProblemException notOn() {
        return new ProblemException(ProblemType.CONFLICT).detail("Two-factor sign-in is not on.");
    }

    /**
     * Removes everything and begins a new epoch.
     *
     * @param kept the one session that continues, if any
     * @return the user in the new epoch
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public UserSnapshot removeAll(UserId user, Optional<SessionId> kept, Instant now) {
        UserSnapshot after = users.beginEpoch(user);
        binding.removeAll(user);
        recoveryCodes.removeAll(user);
        paperKeys.removeAll(user);
        devices.endAll(user, now);
        sessions.endOthers(user, kept.orElse(null), now);
        kept.ifPresent(session -> sessions.carryOver(session, user, after.epoch()));
        sessions.lower(user, now);
        return after;
    }
}
