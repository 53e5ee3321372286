package dev.sallyport.sessions.session;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Signs a member out everywhere, as often as the account may. */
@ApplicationScoped
class MemberSignOut {

    private final Users users;
    private final MemberSignOutAllowance allowance;
    private final Epochs epochs;
    private final Audit audit;
    private final Clock clock;

    MemberSignOut(Users users, MemberSignOutAllowance allowance, Epochs epochs, Audit audit, Clock clock) {
        this.users = users;
        this.allowance = allowance;
        this.epochs = epochs;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Signs out a member of an account that is locked, on behalf of a caller who may do it. Returns how many sessions
     * ended; {@code too-many-requests} beyond the allowance. A member who is not active has none, and none is counted.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<Integer> signOut(UserId member, UserCaller caller, AccountId account, ClientContext context) {
        Optional<UserSnapshot> active = users.lockActive(member);
        if (active.isEmpty()) {
            return Outcome.of(0);
        }
        Instant now = clock.instant();
        Optional<Duration> wait = allowance.spend(account, member, now);
        if (wait.isPresent()) {
            return Outcome.refused(new ProblemException(ProblemType.TOO_MANY_REQUESTS)
                    .detail(
                            "This account has signed this member out too often. Try again after the time in Retry-After.")
                    .retryAfter(wait.get()));
        }
        int ended = epochs.begin(member, CarriedOver.none(), now).sessionsEnded();
        audit.record(AuditEntry.success(AuditType.SESSION_EXPIRED, now, context)
                .by(caller)
                .user(member)
                .account(account)
                .with("reason", EndReason.ENDED_BY_ADMIN.text())
                .with("sessions", ended));
        return Outcome.of(ended);
    }
}
