package dev.sallyport.support;

import dev.sallyport.accounts.account.EmailAddress;
import dev.sallyport.accounts.account.KnownUser;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.factor.BoundFactors;
import dev.sallyport.factors.factor.SecondFactorThrottle;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.sessions.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Finds a user for an agent, and unlocks a second step that wrong codes have locked. */
@ApplicationScoped
class SupportService {

    private final Users users;
    private final BoundFactors factors;
    private final Sessions sessions;
    private final SecondFactorThrottle throttle;
    private final AgentStanding standing;
    private final Audit audit;
    private final Clock clock;

    SupportService(
            Users users,
            BoundFactors factors,
            Sessions sessions,
            SecondFactorThrottle throttle,
            AgentStanding standing,
            Audit audit,
            Clock clock) {
        this.users = users;
        this.factors = factors;
        this.sessions = sessions;
        this.throttle = throttle;
        this.standing = standing;
        this.audit = audit;
        this.clock = clock;
    }

    SupportUser.Found find(UserCaller agent, String email, ClientContext context) {
        return Transactions.call(() -> users.find(email)
                .map(user -> new SupportUser.Found(List.of(seen(agent, user, context))))
                .orElse(new SupportUser.Found(List.of())));
    }

    Outcome<Void> unlock(UserCaller agent, UserId user, String reason, ClientContext context) {
        return Transactions.call(() -> unlockLocked(agent, user, reason, context));
    }

    /** Every lookup is recorded, because an agent could misuse it. */
    private SupportUser seen(UserCaller agent, KnownUser user, ClientContext context) {
        Instant now = clock.instant();
        audit.record(AuditEntry.success(AuditType.SENSITIVE_READ, now, context)
                .by(agent)
                .user(user.id()));
        return new SupportUser(
                user.id(),
                EmailAddress.shown(user.email()),
                user.status().text(),
                user.createdAt(),
                sessions.lastBegun(user.id()).orElse(null),
                factors.exist(user.id()),
                throttle.lockedUntil(user.id(), now).orElse(null),
                user.accounts().stream()
                        .map(account -> new SupportUser.Membership(account.id(), account.name(), account.role()))
                        .toList());
    }

    private Outcome<Void> unlockLocked(UserCaller agent, UserId user, String reason, ClientContext context) {
        Instant now = clock.instant();
        if (agent.userId().equals(user)) {
            audit.record(AuditEntry.refused(AuditType.SECOND_STEP_UNLOCKED, now, context)
                    .by(agent)
                    .user(user));
            return Outcome.refused(SupportProblems.oneself());
        }
        Optional<ProblemException> objection = standing.objection(agent);
        if (objection.isPresent()) {
            return Outcome.refused(objection.get());
        }
        // The order of locks is attempts, then user: see VerificationService.
        boolean lifted = throttle.unlock(user, now);
        if (!lifted && users.lock(user).isEmpty()) {
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
