package dev.sallyport.factors.enrollment;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.factor.BoundFactors;
import dev.sallyport.factors.factor.SecondFactors;
import dev.sallyport.sessions.session.CarriedOver;
import dev.sallyport.sessions.session.Epochs;
import dev.sallyport.sessions.session.NewEpoch;
import dev.sallyport.sessions.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;

/**
 * Takes two-factor sign-in away from a user as a whole: second factors, recovery codes, paper key, devices and
 * sessions, in the caller's transaction. The rows are deleted, so that nothing of them works after a new set-up.
 */
@ApplicationScoped
public class TwoFactorRemoval {

    private final Epochs epochs;
    private final SecondFactors factors;
    private final BoundFactors bound;
    private final Sessions sessions;

    TwoFactorRemoval(Epochs epochs, SecondFactors factors, BoundFactors bound, Sessions sessions) {
        this.epochs = epochs;
        this.factors = factors;
        this.bound = bound;
        this.sessions = sessions;
    }

    /** Whether the user has anything to remove. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean isPossible(UserId user) {
        return bound.exist(user);
    }

    static ProblemException notOn() {
        return new ProblemException(ProblemType.CONFLICT)
                .detail("Two-factor sign-in is off, so there is nothing to remove. Read /v1/me/two-factor again.");
    }

    /**
     * Removes everything and begins a new epoch.
     *
     * @param carriedOver of the sessions, each of which is lowered to one factor
     * @return the user in the new epoch
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public UserSnapshot removeAll(UserId user, CarriedOver carriedOver, Instant now) {
        NewEpoch next = epochs.begin(user, carriedOver, now);
        factors.removeAll(user);
        sessions.lower(user, now);
        return next.user();
    }
}
