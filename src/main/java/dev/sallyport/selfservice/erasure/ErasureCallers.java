package dev.sallyport.selfservice.erasure;

import dev.sallyport.accounts.account.KnownUser;
import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.sessions.session.ActiveCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;

/** The callers who ask for an erasure, and what the trail keeps of them. */
@ApplicationScoped
class ErasureCallers {

    private final ActiveCaller active;
    private final Users users;
    private final Audit audit;

    ErasureCallers(ActiveCaller active, Users users, Audit audit) {
        this.active = active;
        this.users = users;
        this.audit = audit;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<UserSnapshot> require(UserCaller caller) {
        return active.require(caller);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    KnownUser known(UserId user) {
        return users.find(user).orElseThrow();
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void record(AuditType type, UserId user, ClientContext context, Instant now) {
        audit.record(AuditEntry.success(type, now, context).user(user));
    }
}
