package dev.sallyport.support;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.factor.SecondFactorThrottle;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.Operator;
import dev.sallyport.security.crypto.Ids;
import dev.sallyport.selfservice.lockdown.FactorReset;
import dev.sallyport.support.agent.SupportProblems;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator does for a user by a command where no agent can: unlock the second step, and reset two-factor
 * sign-in. It needs access to the machine and to its secrets, so it asks for no second agent. It is recorded as the
 * operator's act, and the user gets a mail as after an agent's.
 */
@ApplicationScoped
public class OperatorSupport {

    private final Users users;
    private final SecondFactorThrottle throttle;
    private final FactorReset factors;
    private final Notices notices;
    private final Audit audit;
    private final Clock clock;

    OperatorSupport(
            Users users,
            SecondFactorThrottle throttle,
            FactorReset factors,
            Notices notices,
            Audit audit,
            Clock clock) {
        this.users = users;
        this.throttle = throttle;
        this.factors = factors;
        this.notices = notices;
        this.audit = audit;
        this.clock = clock;
    }

    /** Unlocks the second step. Returns false if it was not locked. */
    public boolean unlock(UserId user, String reason) {
        return Transactions.call(() -> {
            Instant now = clock.instant();
            boolean lifted = throttle.unlock(user, now);
            audit.record(
                    entry(AuditType.SECOND_STEP_UNLOCKED, user, reason, now).with("lifted", lifted));
            return lifted;
        });
    }

    /**
     * Removes the user's second factors, and ends their sessions and the trust in their devices. After a lockdown the
     * links to identity providers go too.
     */
    public void reset(UserId user, String reason) {
        Transactions.call(() -> resetLocked(user, reason)).orElseThrow();
    }

    private Outcome<Void> resetLocked(UserId id, String reason) {
        Instant now = clock.instant();
        Optional<UserSnapshot> locked = users.lockForReset(id);
        if (locked.isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        if (!factors.isPossible(id)) {
            return Outcome.refused(
                    SupportProblems.conflict("This user has no second factor, so there is nothing to reset."));
        }
        UserSnapshot user = factors.execute(id, Operator.OPERATOR, Operator.context(), now);
        String reference = Ids.next().toString();
        audit.record(entry(AuditType.TWO_FACTOR_RESET, id, reason, now).with("reset", reference));
        notices.notifyUser(user.recipient(), MailKind.TWO_FACTOR_RESET, Map.of(Notices.REFERENCE, reference), now);
        return Outcome.of(null);
    }

    private static AuditEntry entry(AuditType type, UserId user, String reason, Instant now) {
        return AuditEntry.success(type, now, Operator.context())
                .by(Operator.OPERATOR)
                .user(user)
                .withWords("reason", reason);
    }
}
