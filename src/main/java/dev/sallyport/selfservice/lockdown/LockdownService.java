package dev.sallyport.selfservice.lockdown;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.sessions.session.ActiveCaller;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/** The lockdown that users ask for themselves. */
@ApplicationScoped
class LockdownService {

    private final Lockdowns lockdowns;
    private final ActiveCaller active;
    private final Audit audit;
    private final Clock clock;

    LockdownService(Lockdowns lockdowns, ActiveCaller active, Audit audit, Clock clock) {
        this.lockdowns = lockdowns;
        this.active = active;
        this.audit = audit;
        this.clock = clock;
    }

    Outcome<Void> lockDown(UserCaller caller, ClientContext context) {
        return Transactions.call(() -> active.require(caller).map(user -> {
            Instant now = clock.instant();
            lockdowns.begin(user, context, now);
            audit.record(
                    AuditEntry.success(AuditType.USER_LOCKED_DOWN, now, context).user(user.id()));
            return null;
        }));
    }
}
