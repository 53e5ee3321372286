package dev.sallyport.support;

import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.factor.SecondFactorThrottle;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.support.agent.AgentAct;
import dev.sallyport.support.agent.AgentGuard;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Unlocks a second step that wrong codes have locked. */
@ApplicationScoped
class SupportService {

    private final Users users;
    private final SecondFactorThrottle throttle;
    private final AgentGuard guard;
    private final Audit audit;
    private final Clock clock;

    SupportService(Users users, SecondFactorThrottle throttle, AgentGuard guard, Audit audit, Clock clock) {
        this.users = users;
        this.throttle = throttle;
        this.guard = guard;
        this.audit = audit;
        this.clock = clock;
    }

    Outcome<Void> unlock(UserCaller agent, UserId user, String reason, ClientContext context) {
        return Transactions.call(() -> unlockLocked(agent, user, reason, context));
    }

    private Outcome<Void> unlockLocked(UserCaller agent, UserId user, String reason, ClientContext context) {
        Instant now = clock.instant();
        throttle.lock(user); // first: the agent is checked after the wait
        Optional<ProblemException> objection =
                guard.objection(new AgentAct(AgentAct.Kind.UNLOCK, agent, user, context, now));
        if (objection.isPresent()) {
            return Outcome.refused(objection.get());
        }
        boolean lifted = throttle.unlock(user, now);
        if (!lifted && users.lockActive(user).isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        audit.record(AuditEntry.success(AuditType.SECOND_STEP_UNLOCKED, now, context)
                .by(agent)
                .user(user)
                .withWords("reason", reason)
                .with("lifted", lifted));
        return Outcome.of(null);
    }
}
