package dev.sallyport.policies.policy;

import dev.sallyport.accounts.account.AccountAccess;
import dev.sallyport.accounts.account.Role;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.sessions.session.ActiveCaller;
import dev.sallyport.sessions.session.ActiveSession;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;

/** Reads and changes an account's policy, for its owners and admins. */
@ApplicationScoped
class PolicyService {

    private final AccountAccess access;
    private final ActiveCaller active;
    private final TwoFactorPolicyRepository policies;
    private final PolicyRolloutRepository rollouts;
    private final PolicyChange change;
    private final Clock clock;

    PolicyService(
            AccountAccess access,
            ActiveCaller active,
            TwoFactorPolicyRepository policies,
            PolicyRolloutRepository rollouts,
            PolicyChange change,
            Clock clock) {
        this.access = access;
        this.active = active;
        this.policies = policies;
        this.rollouts = rollouts;
        this.change = change;
        this.clock = clock;
    }

    @Transactional
    Outcome<VersionedPolicy> read(UserCaller caller, AccountId account) {
        return access.require(caller, account, Role.OWNER, Role.ADMIN)
                .map(role -> policies.findChanged(account)
                        .map(policy ->
                                new VersionedPolicy(policy.version(), policy.view(null, rollouts.progress(account))))
                        .orElse(VersionedPolicy.NONE));
    }

    /** Saves a policy, from which on it holds for every member; see {@link PolicyRollouts}. */
    @Transactional
    Outcome<VersionedPolicy> save(
            UserCaller caller,
            AccountId account,
            Optional<String> ifMatch,
            PolicyRequest request,
            ClientContext context) {
        return access.requireLocked(caller, account, Role.OWNER, Role.ADMIN)
                .then(locked -> save(new PolicyEditor(caller, account, context, clock.instant()), ifMatch, request));
    }

    private Outcome<VersionedPolicy> save(PolicyEditor by, Optional<String> ifMatch, PolicyRequest request) {
        Optional<ActiveSession> own = active.find(by.caller(), by.now());
        if (own.isEmpty()) {
            return Outcome.refused(ProblemType.NOT_AUTHENTICATED);
        }
        if (!own.get().proof().authenticator()) {
            return Outcome.refused(new ProblemException(ProblemType.OWN_TWO_FACTOR_MISSING)
                    .detail("Enable two-factor sign-in for yourself before you require it of others."));
        }
        if (ifMatch.isEmpty()) {
            return Outcome.refused(new ProblemException(ProblemType.PRECONDITION_REQUIRED)
                    .detail("Read the policy and send its ETag as If-Match."));
        }
        if (!PolicyVersion.isTags(ifMatch.get())) {
            return Outcome.refused(new ProblemException(ProblemType.INVALID_REQUEST)
                    .error("If-Match", "must be the ETag in double quotes, as it was received"));
        }
        TwoFactorPolicy policy = policies.lock(by.account(), by.now());
        PolicySettings wanted = request.settings(policy.settings(), by.now());
        Optional<ProblemException> objection = PolicyRules.objection(wanted, by.now());
        if (objection.isPresent()) {
            return Outcome.refused(objection.get());
        }
        if (!policy.version().isNamedBy(ifMatch.get())) {
            return Outcome.refused(new ProblemException(ProblemType.PRECONDITION_FAILED)
                    .detail("The policy has changed. Read it again and send its new ETag as If-Match."));
        }
        return change.apply(policy, wanted, Optional.ofNullable(request.existingSessions()), by)
                .map(ended ->
                        new VersionedPolicy(policy.version(), policy.view(ended, rollouts.progress(by.account()))));
    }
}
