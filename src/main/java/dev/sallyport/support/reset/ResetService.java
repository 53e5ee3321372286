package dev.sallyport.support.reset;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.pagination.Page;
import dev.sallyport.base.pagination.PageRequest;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.support.agent.AgentAct;
import dev.sallyport.support.agent.AgentAuthorization;
import dev.sallyport.support.agent.AgentGuard;
import dev.sallyport.support.agent.ResetRules;
import dev.sallyport.support.agent.SupportProblems;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** An agent's reset of a user's factors: done at once, or after the waiting time, or asked of a second agent. */
@ApplicationScoped
class ResetService {

    private final TwoFactorResetRepository resets;
    private final ResetExecution execution;
    private final AgentGuard guard;
    private final AgentAuthorization authorization;
    private final ResetRules rules;
    private final Clock clock;

    ResetService(
            TwoFactorResetRepository resets,
            ResetExecution execution,
            AgentGuard guard,
            AgentAuthorization authorization,
            ResetRules rules,
            Clock clock) {
        this.resets = resets;
        this.execution = execution;
        this.guard = guard;
        this.authorization = authorization;
        this.rules = rules;
        this.clock = clock;
    }

    Outcome<TwoFactorReset> request(UserCaller agent, UserId user, ResetRequest request, ClientContext context) {
        return Transactions.call(() -> {
            AgentAct act = new AgentAct(AgentAct.Kind.RESET, agent, user, context, clock.instant());
            return guard.lockUser(act)
                    .then(locked -> guard.count(act, locked))
                    .then(locked -> request(act, locked, request));
        });
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

    private Outcome<TwoFactorReset> request(AgentAct act, UserSnapshot user, ResetRequest request) {
        if (resets.isWaiting(user.id(), act.now())) {
            return Outcome.refused(SupportProblems.conflict(
                    "A reset of this user is already waiting. Approve or cancel that one first."));
        }
        TwoFactorReset reset = new TwoFactorReset(user.id(), act.agent().userId(), request, act.now());
        resets.persist(reset);
        if (authorization.needsSecondAgent(user)) {
            execution.awaitAgent(reset, user, act.agent(), act.context(), act.now());
        } else {
            execution.executeAfter(rules.singleAgentWait(), reset, user, act.agent(), act.context());
        }
        return Outcome.of(reset);
    }
}
