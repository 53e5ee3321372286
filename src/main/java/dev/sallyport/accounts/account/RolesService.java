package dev.sallyport.accounts.account;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Principal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Grants and revokes roles in the whole service. Roles are read on every request, so a change takes effect with the
 * next request.
 */
@ApplicationScoped
class RolesService {

    private final AppUserRepository users;
    private final Audit audit;
    private final Clock clock;

    RolesService(AppUserRepository users, Audit audit, Clock clock) {
        this.users = users;
        this.audit = audit;
        this.clock = clock;
    }

    UserRoles replace(UserId id, List<ServiceRole> roles, Principal caller, ClientContext context) {
        List<String> wanted =
                roles.stream().distinct().map(ServiceRole::text).sorted().toList();
        return Transactions.call(() -> replaceLocked(id, wanted, caller, context))
                .orElseThrow();
    }

    private Outcome<UserRoles> replaceLocked(UserId id, List<String> wanted, Principal caller, ClientContext context) {
        Optional<AppUser> found = users.lock(id);
        if (found.isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        AppUser user = found.get();
        audit.record(AuditEntry.success(AuditType.PRIVILEGE_PERMISSIONS_CHANGED, clock.instant(), context)
                .by(caller)
                .user(id)
                .with("from", user.roles())
                .with("to", wanted));
        user.changeRoles(wanted);
        return Outcome.of(new UserRoles(id, wanted));
    }
}
