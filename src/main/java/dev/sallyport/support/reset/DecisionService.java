package dev.sallyport.support.reset;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.database.BestEffort;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.database.WaitingWork;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.support.agent.ResetRules;
import dev.sallyport.support.agent.SupportProblems;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Decides a pending reset: approved by a second agent, cancelled by an agent or the user, or executed when due.
 *
 * <p>Locks are always taken in the order reset, user, so each reset is decided once, however many decide at once.
 */
@ApplicationScoped
class DecisionService {

    private static final Logger LOG = Logger.getLogger(DecisionService.class);

    private final TwoFactorResetRepository resets;
    private final ResetExecution execution;
    private final ResetAuthorization authorization;
    private final CancelTokens tokens;
    private final ResetRules rules;
    private final Users users;
    private final Clock clock;

    DecisionService(
            TwoFactorResetRepository resets,
            ResetExecution execution,
            ResetAuthorization authorization,
            CancelTokens tokens,
            ResetRules rules,
            Users users,
            Clock clock) {
        this.resets = resets;
        this.execution = execution;
        this.authorization = authorization;
        this.tokens = tokens;
        this.rules = rules;
        this.users = users;
        this.clock = clock;
    }

    Outcome<TwoFactorReset> approve(UserCaller agent, UUID id, ClientContext context) {
        return Transactions.call(() -> resets.find(id)
                .flatMap(resets::lock)
                .map(reset -> approveLocked(agent, reset, context))
                .orElse(Outcome.refused(ProblemType.NOT_FOUND)));
    }

    Outcome<TwoFactorReset> cancel(UserCaller agent, UUID id, ClientContext context) {
        return Transactions.call(() -> resets.find(id)
                .flatMap(resets::lock)
                .map(reset -> authorization
                        .objection(agent)
                        .<Outcome<TwoFactorReset>>map(Outcome::refused)
                        .orElseGet(() -> cancelLocked(agent, reset, context)))
                .orElse(Outcome.refused(ProblemType.NOT_FOUND)));
    }

    /** Cancels by the user's link. The response is the same for every token. */
    void cancel(String token, ClientContext context) {
        tokens.read(token)
                .map(named -> new TwoFactorResetRepository.Named(new UserId(named.owner()), named.id()))
                .ifPresent(named -> Transactions.run(() -> resets.lock(named)
                        .ifPresent(reset -> cancelLocked(principal(reset.userId()), reset, context))));
    }

    /**
     * Executes one reset whose waiting time is over; one that fails is postponed, and delays no other. Returns false if
     * there is none, or other replicas are executing all of them.
     */
    boolean executeDue() {
        Instant now = clock.instant();
        return Transactions.call(() -> resets.findDue(now)).stream()
                .anyMatch(named -> WaitingWork.doNext(
                        () -> resets.lockDue(named, now), reset -> executeOrCancel(reset, now), this::postpone));
    }

    private void postpone(TwoFactorReset reset, RuntimeException failure) {
        Instant next = reset.retryAt(clock.instant());
        Transactions.run(() -> resets.postpone(reset, next));
        BestEffort.failed(
                LOG, "Reset %s of user %s is tried again at %s".formatted(reset.id(), reset.userId(), next), failure);
    }

    private Outcome<TwoFactorReset> approveLocked(UserCaller agent, TwoFactorReset reset, ClientContext context) {
        Instant now = clock.instant();
        if (reset.concerns(agent.userId())) {
            execution.recordRefusal(AuditType.TWO_FACTOR_RESET_APPROVED, agent, reset.userId(), context, now);
            return Outcome.refused(SupportProblems.sameAgent());
        }
        if (!reset.isRequested()) {
            return Outcome.refused(
                    SupportProblems.conflict("This reset is not waiting for approval. Read its status again."));
        }
        if (reset.isTooOld(now)) {
            return Outcome.refused(new ProblemException(ProblemType.GONE)
                    .detail("The identity check is too old. Check the identity again and request a new reset."));
        }
        Optional<UserSnapshot> user = users.lockForReset(reset.userId());
        if (user.isEmpty()) {
            return Outcome.refused(SupportProblems.conflict("The user is no longer active. Cancel the reset."));
        }
        Optional<ProblemException> objection = authorization.objection(agent);
        if (objection.isPresent()) {
            return Outcome.refused(objection.get());
        }
        if (authorization.isGroundless(reset)) {
            cancelLocked(agent, reset, context);
            return Outcome.refused(SupportProblems.conflict(
                    "This reset is void, since an agent has lost the role, the user has a new factor or there was a"
                            + " lockdown."
                            + " Request a new one."));
        }
        Duration wait = rules.waitingTime();
        reset.approve(agent.userId(), now.plus(wait), now);
        execution.record(AuditType.TWO_FACTOR_RESET_APPROVED, reset, agent, context, now);
        if (wait.isZero()) {
            execution.execute(reset, agent, context, now);
        } else {
            execution.announce(reset, user.get(), Optional.of(now.plus(wait)), now);
        }
        return Outcome.of(reset);
    }

    private Outcome<TwoFactorReset> cancelLocked(Principal who, TwoFactorReset reset, ClientContext context) {
        Instant now = clock.instant();
        if (reset.isExecuted()) {
            return Outcome.refused(SupportProblems.conflict(
                    "This reset was executed and cannot be cancelled. Help the user to set up a new second factor."));
        }
        if (reset.cancel(now)) {
            execution.record(AuditType.TWO_FACTOR_RESET_CANCELLED, reset, who, context, now);
        }
        return Outcome.of(reset);
    }

    /**
     * Executes a reset that is due; cancels it if the user was disabled, or for what {@link ResetAuthorization} says.
     */
    private void executeOrCancel(TwoFactorReset reset, Instant now) {
        Principal approver = principal(reset.decidedBy());
        boolean isDecided = users.lockForReset(reset.userId())
                .filter(user -> !authorization.lacksSecondAgent(reset, user))
                .isPresent();
        if (isDecided && !authorization.isGroundless(reset)) {
            execution.execute(reset, approver, ClientContext.NO_REQUEST, now);
        } else if (reset.cancel(now)) {
            execution.record(AuditType.TWO_FACTOR_RESET_CANCELLED, reset, approver, ClientContext.NO_REQUEST, now);
        }
    }

    private static Principal principal(UserId user) {
        return user::toString;
    }
}
