package dev.sallyport.support;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.pagination.Page;
import dev.sallyport.base.pagination.PageRequest;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** An agent's reset of a user's factors: done at once, or after the waiting time, or asked of a second agent. */
@ApplicationScoped
class ResetService {

    private final TwoFactorResetRepository resets;
    private final ResetExecution execution;
    private final ResetAllowance allowance;
    private final AgentStanding standing;
    private final ResetRules rules;
    private final Users users;
    private final Clock clock;

    ResetService(
            TwoFactorResetRepository resets,
            ResetExecution execution,
            ResetAllowance allowance,
            AgentStanding standing,
            ResetRules rules,
            Users users,
            Clock clock) {
        this.resets = resets;
        this.execution = execution;
        this.allowance = allowance;
        this.standing = standing;
        this.rules = rules;
        this.users = users;
        this.clock = clock;
    }

    Outcome<TwoFactorReset> request(UserCaller agent, UserId user, ResetRequest request, ClientContext context) {
        return Transactions.call(() -> requestLocked(agent, user, request, context));
    }

    Outcome<TwoFactorReset> find(UUID id) {
        return Transactions.call(
                () -> resets.findByIdOptional(id).map(Outcome::of).orElse(Outcome.refused(ProblemType.NOT_FOUND)));
    }

    /** What waits for a second agent or for its time, the newest first. */
    Page<ResetView> listOpen(PageRequest page) {
        Instant now = clock.instant();
        return Transactions.call(() -> Page.of(
                resets.listOpen(page.before(), page.limit() + 1, now),
                page.limit(),
                TwoFactorReset::id,
                ResetView::of));
    }

    private Outcome<TwoFactorReset> requestLocked(
            UserCaller agent, UserId userId, ResetRequest request, ClientContext context) {
        Instant now = clock.instant();
        if (agent.userId().equals(userId)) {
            execution.recordRefusal(AuditType.TWO_FACTOR_RESET, agent, userId, context, now);
            return Outcome.refused(SupportProblems.oneself());
        }
        Optional<UserSnapshot> user = users.lock(userId);
        if (user.isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        Optional<ProblemException> objection = standing.objection(agent);
        if (objection.isPresent()) {
            return Outcome.refused(objection.get());
        }
        Optional<Duration> wait = allowance.spend(agent.userId(), userId, now);
        if (wait.isPresent()) {
            execution.recordRefusal(AuditType.EXCESS_RATE_LIMIT_EXCEEDED, agent, userId, context, now);
            return Outcome.refused(SupportProblems.tooMany(wait.get()));
        }
        if (resets.isWaiting(userId, now)) {
            return Outcome.refused(SupportProblems.conflict(
                    "A reset of this user is already waiting. Approve or cancel that one first."));
        }
        TwoFactorReset reset = new TwoFactorReset(userId, agent.userId(), request, now);
        resets.persist(reset);
        if (standing.needsSecondAgent(user.get())) {
            execution.awaitAgent(reset, user.get(), agent, context, now);
        } else {
            execution.executeAfter(rules.waitOfOneAgent(), reset, user.get(), agent, context);
        }
        return Outcome.of(reset);
    }
}
