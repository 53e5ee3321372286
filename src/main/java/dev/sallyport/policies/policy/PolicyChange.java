package dev.sallyport.policies.policy;

import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.crypto.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Changes a policy in one transaction. It holds for every member from the commit on, since each check reads the policy;
 * what follows for each member is the work of {@link PolicyRollouts}.
 */
@ApplicationScoped
class PolicyChange {

    private final ClearingAllowance clearings;
    private final PolicyRollouts rollouts;
    private final PolicyNotices notices;
    private final Audit audit;

    PolicyChange(ClearingAllowance clearings, PolicyRollouts rollouts, PolicyNotices notices, Audit audit) {
        this.clearings = clearings;
        this.rollouts = rollouts;
        this.notices = notices;
        this.audit = audit;
    }

    /**
     * Changes a locked policy, and returns how many sessions were closed in the same transaction; {@code
     * too-many-requests} if the account has ended sessions too often.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<Integer> apply(
            TwoFactorPolicy policy, PolicySettings wanted, Optional<ExistingSessions> existing, PolicyEditor by) {
        PolicySettings before = policy.settings();
        PolicyRollout rollout = rollout(before, wanted, existing, by);
        Optional<Duration> wait = rollout.clears() ? clearings.spend(by.account(), by.now()) : Optional.empty();
        if (wait.isPresent()) {
            return Outcome.refused(new ProblemException(ProblemType.TOO_MANY_REQUESTS)
                    .detail(
                            "This account has ended its members' sessions too often. Try again after the time in Retry-After.")
                    .retryAfter(wait.get()));
        }
        policy.change(wanted, existing, by.caller().userId(), by.now());
        if (rollout.clears()) {
            // Devices stay recognized: they prove a mailbox, not a factor.
            policy.clear(rollout.id(), by.caller().sessionId(), by.now());
        }
        int ended = rollouts.begin(rollout);
        audit.record(AuditEntry.success(AuditType.TWO_FACTOR_POLICY_CHANGED, by.now(), by.context())
                .by(by.caller())
                .account(by.account())
                .with("from", before.inWords())
                .with("to", wanted.inWords())
                .with("existingSessions", existing.map(ExistingSessions::text).orElse("unchanged"))
                .with("sessionsEnded", ended));
        notices.notifyOwners(before, wanted, by);
        return Outcome.of(ended);
    }

    private static PolicyRollout rollout(
            PolicySettings before, PolicySettings wanted, Optional<ExistingSessions> existing, PolicyEditor by) {
        Optional<Instant> end = wanted.gracePeriodEndsAt().filter(date -> date.isAfter(by.now()));
        MailKind notice = end.isPresent() ? MailKind.TWO_FACTOR_REQUIRED : MailKind.TWO_FACTOR_REQUIRED_NOW;
        return new PolicyRollout(
                by.account(),
                Ids.next(),
                existing.equals(Optional.of(ExistingSessions.CLEAR)),
                wanted.tightens(before, by.now()) ? Optional.of(notice) : Optional.empty(),
                end,
                by.now(),
                PolicyRollout.Progress.NONE);
    }
}
