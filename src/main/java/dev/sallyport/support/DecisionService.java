package dev.sallyport.support;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.Origin;
import dev.sallyport.security.caller.UserCaller;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What becomes of a reset that waits: approved by a second agent, cancelled by an agent or the user, executed in time.
 *
 * <p>Locks are always taken in the order reset, user, so each reset is decided once, however many decide at once.
 */
@ApplicationScoped
class DecisionService {

    private static final Origin OURSELVES = new Origin(null, null, null);

    private final TwoFactorResetRepository resets;
    private final ResetExecution execution;
    private final AgentStanding standing;
    private final CancelTokens tokens;
    private final SupportConfig config;
    private final Users users;
    private final Clock clock;

    DecisionService(
            TwoFactorResetRepository resets,
            ResetExecution execution,
            AgentStanding standing,
            CancelTokens tokens,
            SupportConfig config,
            Users users,
            Clock clock) {
        this.resets = resets;
        this.execution = execution;
        this.standing = standing;
        this.tokens = tokens;
        this.config = config;
        this.users = users;
        this.clock = clock;
    }

    Outcome<TwoFactorReset> approve(UserCaller agent, UUID id, Origin origin) {
        return Transactions.call(() -> resets.lock(id)
                .map(reset -> approveLocked(agent, reset, origin))
                .orElse(Outcome.refused(ProblemType.NOT_FOUND)));
    }

    Outcome<TwoFactorReset> cancel(UserCaller agent, UUID id, Origin origin) {
        return Transactions.call(() -> resets.lock(id)
                .map(reset -> standing.objection(agent)
                        .<Outcome<TwoFactorReset>>map(Outcome::refused)
                        .orElseGet(() -> cancelLocked(agent, reset, origin)))
                .orElse(Outcome.refused(ProblemType.NOT_FOUND)));
    }

    /** Cancels by the user's link. What there is to say is the same whatever the token was. */
    void cancel(String token, Origin origin) {
        tokens.read(token)
                .ifPresent(id -> Transactions.run(() ->
                        resets.lock(id).ifPresent(reset -> cancelLocked(principal(reset.userId()), reset, origin))));
    }

    /** Executes one reset whose waiting time is over. False if there is none that nobody else is at. */
    boolean executeDue() {
        return Transactions.call(() -> {
            Instant now = clock.instant();
            Optional<TwoFactorReset> due = resets.lockDue(now);
            due.ifPresent(reset -> executeOrCancel(reset, now));
            return due.isPresent();
        });
    }

    private Outcome<TwoFactorReset> approveLocked(UserCaller agent, TwoFactorReset reset, Origin origin) {
        Instant now = clock.instant();
        if (reset.concerns(agent.userId())) {
            execution.recordRefusal(AuditType.TWO_FACTOR_RESET_APPROVED, agent, reset.userId(), origin, now);
            return Outcome.refused(Refusals.sameAgent());
        }
        if (!reset.isRequested()) {
            return Outcome.refused(Refusals.conflict("This reset does not wait for an approval."));
        }
        if (reset.isTooOld(now)) {
            return Outcome.refused(new ProblemException(ProblemType.GONE)
                    .detail("The identity was checked too long ago: check it again and ask anew."));
        }
        Optional<UserSnapshot> user = users.lock(reset.userId());
        if (user.isEmpty()) {
            return Outcome.refused(Refusals.conflict("The user is not active any more."));
        }
        Optional<ProblemException> objection = standing.objection(agent);
        if (objection.isPresent()) {
            return Outcome.refused(objection.get());
        }
        if (standing.isGroundless(reset)) {
            cancelLocked(agent, reset, origin);
            return Outcome.refused(Refusals.conflict(
                    "This reset is void: an agent behind it has lost the role, or the user has set up anew."));
        }
        Duration wait = config.waitingTime();
        reset.approve(agent.userId(), now.plus(wait), now);
        execution.record(AuditType.TWO_FACTOR_RESET_APPROVED, reset, agent, origin, now);
        if (wait.isZero()) {
            execution.execute(reset, agent, origin, now);
        } else {
            execution.announce(reset, user.get(), Optional.of(now.plus(wait)), now);
        }
        return Outcome.of(reset);
    }

    private Outcome<TwoFactorReset> cancelLocked(Principal who, TwoFactorReset reset, Origin origin) {
        Instant now = clock.instant();
        if (reset.isExecuted()) {
            return Outcome.refused(Refusals.conflict("This reset was executed: it cannot be taken back."));
        }
        if (reset.cancel(now)) {
            execution.record(AuditType.TWO_FACTOR_RESET_CANCELLED, reset, who, origin, now);
        }
        return Outcome.of(reset);
    }

    /** The reset of a user who was disabled or has set up anew meanwhile has nothing to be for. */
    private void executeOrCancel(TwoFactorReset reset, Instant now) {
        Principal approver = principal(reset.approvedBy());
        if (users.lock(reset.userId()).isPresent() && !standing.isGroundless(reset)) {
            execution.execute(reset, approver, OURSELVES, now);
        } else if (reset.cancel(now)) {
            execution.record(AuditType.TWO_FACTOR_RESET_CANCELLED, reset, approver, OURSELVES, now);
        }
    }

    private static Principal principal(UUID user) {
        return user::toString;
    }
}
