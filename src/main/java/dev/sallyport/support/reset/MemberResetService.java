package dev.sallyport.support.reset;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.support.agent.ResetAllowance;
import dev.sallyport.support.agent.ResetRules;
import dev.sallyport.support.agent.SupportProblems;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An owner's or admin's reset of a member's factors: done at once, or after the waiting time, in which the user can
 * cancel it; or asked of an agent, where each reset takes two. The limits are those of agents.
 */
@ApplicationScoped
class MemberResetService {

    private final MemberResetAuthorization authorization;
    private final TwoFactorResetRepository resets;
    private final ResetExecution execution;
    private final ResetAllowance allowance;
    private final ResetRules rules;
    private final Clock clock;

    MemberResetService(
            MemberResetAuthorization authorization,
            TwoFactorResetRepository resets,
            ResetExecution execution,
            ResetAllowance allowance,
            ResetRules rules,
            Clock clock) {
        this.authorization = authorization;
        this.resets = resets;
        this.execution = execution;
        this.allowance = allowance;
        this.rules = rules;
        this.clock = clock;
    }

    Outcome<TwoFactorReset> request(
            UserCaller caller, AccountId account, UserId member, ResetRequest request, ClientContext context) {
        return Transactions.call(() -> authorization
                .require(caller, account, member)
                .then(user -> request(caller, account, user, request, context)));
    }

    private Outcome<TwoFactorReset> request(
            UserCaller caller, AccountId account, UserSnapshot user, ResetRequest request, ClientContext context) {
        Instant now = clock.instant();
        // First: what is refused anyway uses nothing up that support may need for this user.
        if (resets.isWaiting(user.id(), now)) {
            return Outcome.refused(SupportProblems.conflict(
                    "A reset of this user is already waiting. Wait until it is executed or cancelled."));
        }
        Optional<Duration> wait = allowance.spend(caller.userId(), user.id(), now);
        if (wait.isPresent()) {
            execution.recordRefusal(AuditType.EXCESS_RATE_LIMIT_EXCEEDED, caller, user.id(), context, now);
            return Outcome.refused(SupportProblems.tooMany(wait.get()));
        }
        TwoFactorReset reset = new TwoFactorReset(user.id(), account, caller.userId(), request, now);
        resets.persist(reset);
        if (rules.needsAgentForMember()) {
            execution.awaitAgent(reset, user, caller, context, now);
        } else {
            execution.executeAfter(rules.waitingTime(), reset, user, caller, context);
        }
        return Outcome.of(reset);
    }
}
