package dev.sallyport.factors.enrollment;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.recovery.PaperKeys;
import dev.sallyport.factors.recovery.RecoveryCodes;
import dev.sallyport.factors.totp.TotpBinding;
import dev.sallyport.sessions.session.Epochs;
import dev.sallyport.sessions.session.NewEpoch;
import dev.sallyport.sessions.session.Sessions;
import dev.sallyport.sessions.session.Survivors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;

/**
 * Removes a user's two-factor sign-in completely: authenticators, recovery codes, paper key, devices and sessions, in
 * the caller's transaction. The rows are deleted, so that none of them works after a new enrollment.
 */
@ApplicationScoped
public class TwoFactorRemoval {

    private final Epochs epochs;
    private final TotpBinding binding;
    private final RecoveryCodes recoveryCodes;
    private final PaperKeys paperKeys;
    private final Sessions sessions;

    TwoFactorRemoval(
            Epochs epochs, TotpBinding binding, RecoveryCodes recoveryCodes, PaperKeys paperKeys, Sessions sessions) {
        this.epochs = epochs;
        this.binding = binding;
        this.recoveryCodes = recoveryCodes;
        this.paperKeys = paperKeys;
        this.sessions = sessions;
    }

    /** Whether the user has anything to remove. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean isPossible(UserId user) {
        return !binding.listBound(user).isEmpty();
    }

    static ProblemException notOn() {
        return new ProblemException(ProblemType.CONFLICT).detail("Two-factor sign-in is not on.");
    }

    /**
     * Removes everything and begins a new epoch.
     *
     * @param survivors of the sessions, each of which is lowered to one factor
     * @return the user in the new epoch
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public UserSnapshot removeAll(UserId user, Survivors survivors, Instant now) {
        NewEpoch next = epochs.begin(user, survivors, now);
        binding.removeAll(user);
        recoveryCodes.removeAll(user);
        paperKeys.removeAll(user);
        sessions.lower(user, now);
        return next.user();
    }
}
