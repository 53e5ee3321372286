package dev.sallyport.policies.policy;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.security.assurance.FactorMethod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;

/** What policies require of a user, for the packages that sign users in or remove factors. */
@ApplicationScoped
public class Policies {

    private final TwoFactorPolicyRepository policies;

    Policies(TwoFactorPolicyRepository policies) {
        this.policies = policies;
    }

    /** The policy of one account. */
    @Transactional(Transactional.TxType.MANDATORY)
    public AccountPolicy ofAccount(AccountId account) {
        return policies.findChanged(account).map(TwoFactorPolicy::ofAccount).orElse(AccountPolicy.NONE);
    }

    /** What an account would require if this were saved now, or why it cannot be saved. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Outcome<AccountPolicy> under(PolicyRequest request, AccountId account, Instant now) {
        PolicySettings before =
                policies.findChanged(account).map(TwoFactorPolicy::settings).orElse(PolicySettings.NONE);
        PolicySettings wanted = request.settings(before, now);
        return PolicyRules.objection(wanted, now)
                .<Outcome<AccountPolicy>>map(Outcome::refused)
                .orElseGet(() -> Outcome.of(wanted.asPolicy(wanted.requirement(now))));
    }

    /**
     * Whether a session of the user may be given new tokens. One that was begun while set-up could be skipped ends when
     * it no longer can.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean permits(SessionId session, UserId user, Instant now) {
        return policies.permits(session, user, now);
    }

    /**
     * The second factors that the user may set up, in the order in which they are offered: methods that would still
     * leave an account unsatisfied are left out, because the new session would end at once.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<FactorMethod> addable(UserId user, Instant now) {
        return policies.findHelpful(user, now);
    }

    /**
     * Whether an account of the user, other than the vouching one, requires a second factor now.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean isDueInAnotherAccount(AccountId vouching, UserId user, Instant now) {
        return policies.isDueInAnotherAccount(vouching, user, now);
    }

    /** The policy that applies to this user now: the strictest of their accounts' policies. */
    @Transactional(Transactional.TxType.MANDATORY)
    public StrictestPolicy of(UserId user, Instant now) {
        return policies.findStrictest(user, now);
    }
}
