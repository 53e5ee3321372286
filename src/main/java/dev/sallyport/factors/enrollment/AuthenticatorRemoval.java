package dev.sallyport.factors.enrollment;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.base.ids.AuthenticatorId;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.factor.BoundFactor;
import dev.sallyport.factors.factor.BoundFactors;
import dev.sallyport.factors.recovery.PaperKeys;
import dev.sallyport.factors.totp.TotpBinding;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.sessions.session.Epochs;
import dev.sallyport.sessions.session.Survivors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;

/** Removes one authenticator of a user who is locked, with what it voids. */
@ApplicationScoped
class AuthenticatorRemoval {

    private final TotpBinding binding;
    private final BoundFactors factors;
    private final PaperKeys paperKeys;
    private final Epochs epochs;

    AuthenticatorRemoval(TotpBinding binding, BoundFactors factors, PaperKeys paperKeys, Epochs epochs) {
        this.binding = binding;
        this.factors = factors;
        this.paperKeys = paperKeys;
        this.epochs = epochs;
    }

    /** What was removed. */
    enum Removed {
        PENDING,
        BOUND
    }

    /** A pending one goes with the paper key that was offered beside it; the last second factor stays. */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<Removed> remove(UserSnapshot user, SessionId session, AuthenticatorId authenticator, Instant now) {
        List<BoundFactor> bound = factors.list(user.id());
        boolean pending = !contains(bound, authenticator);
        if (pending && !binding.exists(authenticator, user.id(), session.value())) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        if (!pending && bound.size() == 1) {
            return Outcome.refused(new ProblemException(ProblemType.LAST_AUTHENTICATOR)
                    .detail("To remove the last authenticator, disable two-factor sign-in."));
        }
        binding.remove(authenticator, user.id());
        if (pending) {
            paperKeys.withdraw(user.id());
            return Outcome.of(Removed.PENDING);
        }
        epochs.begin(user.id(), Survivors.sessions(), now);
        return Outcome.of(Removed.BOUND);
    }

    private static boolean contains(List<BoundFactor> bound, AuthenticatorId authenticator) {
        return bound.stream()
                .anyMatch(
                        each -> each.method() == FactorMethod.TOTP && each.id().equals(authenticator.value()));
    }
}
