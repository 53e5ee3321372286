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
import dev.sallyport.support.agent.AgentAct;
import dev.sallyport.support.agent.AgentGuard;
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
    private final AgentGuard guard;
    private final Users users;
    private final Audit audit;
    private final Clock clock;

    SupportLockdowns(
            Lockdowns lockdowns, ResetAllowance allowance, AgentGuard guard, Users users, Audit audit, Clock clock) {
        this.lockdowns = lockdowns;
        this.allowance = allowance;
        this.guard = guard;
        this.users = users;
        this.audit = audit;
        this.clock = clock;
    }

    Outcome<Void> lockDown(UserCaller agent, UserId user, String reason, ClientContext context) {
        return Transactions.call(() -> {
            AgentAct act = new AgentAct(AgentAct.Kind.LOCKDOWN, agent, user, context, clock.instant());
            Optional<UserSnapshot> locked = users.lockActive(user);
            return guard.objection(act)
                    .or(() -> locked.isEmpty() ? unknown() : Optional.empty())
                    .or(() -> tooMany(act))
                    .<Outcome<Void>>map(Outcome::refused)
                    .orElseGet(() -> lockDown(act, locked.orElseThrow(), reason));
        });
    }

    private Outcome<Void> lockDown(AgentAct act, UserSnapshot user, String reason) {
        String reference = Ids.next().toString();
        lockdowns.beginBySupport(user, reference, act.now());
        audit.record(AuditEntry.success(AuditType.USER_LOCKED_DOWN, act.now(), act.context())
                .by(act.agent())
                .user(user.id())
                .withWords("reason", reason)
                .with("lockdown", reference));
        return Outcome.of(null);
    }

    Outcome<Void> lift(UserCaller agent, UserId user, ClientContext context) {
        return Transactions.call(() -> {
            Instant now = clock.instant();
            Optional<KnownUser> locked = users.lock(user); // first: the agent is checked after the wait
            Optional<ProblemException> refusal =
                    guard.objection(new AgentAct(AgentAct.Kind.LIFTING, agent, user, context, now));
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

    private Optional<ProblemException> tooMany(AgentAct act) {
        Optional<Duration> wait = allowance.spend(act.agent().userId(), act.now());
        wait.ifPresent(time -> guard.recordRefusal(AuditType.EXCESS_RATE_LIMIT_EXCEEDED, act));
        return wait.map(SupportProblems::tooMany);
    }

    private static Optional<ProblemException> unknown() {
        return Optional.of(new ProblemException(ProblemType.NOT_FOUND));
    }
}
