package dev.sallyport.support;

import dev.sallyport.accounts.account.KnownUser;
import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.security.crypto.Ids;
import dev.sallyport.selfservice.lockdown.Lockdowns;
import dev.sallyport.support.agent.AgentAuthorization;
import dev.sallyport.support.agent.ResetAllowance;
import dev.sallyport.support.agent.SupportProblems;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Lockdowns by agents: one agent is enough to lock a user down, and to lift the lockdown after checking the identity.
 */
@ApplicationScoped
class SupportLockdowns {

    private final Lockdowns lockdowns;
    private final ResetAllowance allowance;
    private final AgentAuthorization authorization;
    private final Users users;
    private final Audit audit;
    private final Clock clock;

    SupportLockdowns(
            Lockdowns lockdowns,
            ResetAllowance allowance,
            AgentAuthorization authorization,
            Users users,
            Audit audit,
            Clock clock) {
        this.lockdowns = lockdowns;
        this.allowance = allowance;
        this.authorization = authorization;
        this.users = users;
        this.audit = audit;
        this.clock = clock;
    }

    Outcome<Void> lockDown(UserCaller agent, UserId user, String reason, ClientContext context) {
        return Transactions.call(() -> {
            Instant now = clock.instant();
            Optional<UserSnapshot> locked = users.lock(user);
            return refusal(agent, user, AuditType.USER_LOCKED_DOWN, context, now)
                    .or(() -> locked.isEmpty() ? unknown() : Optional.empty())
                    .or(() -> tooMany(agent, user, context, now))
                    .<Outcome<Void>>map(Outcome::refused)
                    .orElseGet(() -> lockDown(agent, locked.orElseThrow(), reason, context, now));
        });
    }

    private Outcome<Void> lockDown(
            UserCaller agent, UserSnapshot user, String reason, ClientContext context, Instant now) {
        String reference = Ids.next().toString();
        lockdowns.beginBySupport(user, reference, now);
        audit.record(AuditEntry.success(AuditType.USER_LOCKED_DOWN, now, context)
                .by(agent)
                .user(user.id())
                .withWords("reason", reason)
                .with("lockdown", reference));
        return Outcome.of(null);
    }

    Outcome<Void> lift(UserCaller agent, UserId user, ClientContext context) {
        return Transactions.call(() -> {
            Instant now = clock.instant();
            Optional<KnownUser> locked = users.lockKnown(user); // first: the agent is checked after the wait
            Optional<ProblemException> refusal = refusal(agent, user, AuditType.USER_LOCKDOWN_LIFTED, context, now);
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            if (!lockdowns.lift(user, context, now)) {
                return locked.isEmpty()
                        ? Outcome.refused(ProblemType.NOT_FOUND)
                        : Outcome.refused(
                                SupportProblems.conflict("This user is not locked down. There is nothing to lift."));
            }
            audit.record(AuditEntry.success(AuditType.USER_LOCKDOWN_LIFTED, now, context)
                    .by(agent)
                    .user(user));
            return Outcome.of(null);
        });
    }

    private Optional<ProblemException> refusal(
            UserCaller agent, UserId user, AuditType type, ClientContext context, Instant now) {
        if (agent.userId().equals(user)) {
            audit.record(AuditEntry.refused(type, now, context).by(agent).user(user));
            return Optional.of(SupportProblems.cannotActOnSelf());
        }
        return authorization.objection(agent);
    }

    private Optional<ProblemException> tooMany(UserCaller agent, UserId user, ClientContext context, Instant now) {
        Optional<Duration> wait = allowance.spend(agent.userId(), now);
        wait.ifPresent(time -> audit.record(AuditEntry.refused(AuditType.EXCESS_RATE_LIMIT_EXCEEDED, now, context)
                .by(agent)
                .user(user)
                .with("act", "lockdown")));
        return wait.map(SupportProblems::tooMany);
    }

    private static Optional<ProblemException> unknown() {
        return Optional.of(new ProblemException(ProblemType.NOT_FOUND));
    }
}
