package dev.sallyport.factors.enrollment;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.policies.policy.Policies;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.caller.EnrollmentSubject;
import dev.sallyport.sessions.session.ActiveCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;

/** Checks who may set up a second factor, and of which method. */
@ApplicationScoped
class SetUpPermission {

    private final ActiveCaller active;
    private final Policies policies;

    SetUpPermission(ActiveCaller active, Policies policies) {
        this.active = active;
        this.policies = policies;
    }

    /** The caller's user, locked. */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<UserSnapshot> require(EnrollmentSubject caller) {
        return active.require(caller);
    }

    /** The same, where a second factor of this method is of use: {@code conflict} where an account requires another. */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<UserSnapshot> require(EnrollmentSubject caller, FactorMethod method, Instant now) {
        return require(caller)
                .then(user -> policies.addable(user.id(), now).contains(method)
                        ? Outcome.of(user)
                        : Outcome.refused(new ProblemException(ProblemType.CONFLICT)
                                .detail("An account requires a second factor of another kind. Set that up first.")));
    }
}
