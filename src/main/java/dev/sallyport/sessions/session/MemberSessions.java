package dev.sallyport.sessions.session;

import dev.sallyport.accounts.account.AccountAccess;
import dev.sallyport.accounts.account.AccountMembers;
import dev.sallyport.accounts.account.Role;
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
import java.time.Instant;
import java.util.Optional;

/**
 * Ends the sessions of a member, for the account's owners and admins: after a lost laptop, or when a member has left.
 */
@ApplicationScoped
class MemberSessions {

    private final AccountAccess access;
    private final AccountMembers members;
    private final Users users;
    private final ActiveCaller active;
    private final Epochs epochs;
    private final Audit audit;
    private final Clock clock;

    MemberSessions(
            AccountAccess access,
            AccountMembers members,
            Users users,
            ActiveCaller active,
            Epochs epochs,
            Audit audit,
            Clock clock) {
        this.access = access;
        this.members = members;
        this.users = users;
        this.active = active;
        this.epochs = epochs;
        this.audit = audit;
        this.clock = clock;
    }

    /** Ends all of them; what the member has begun and the devices they trust are void too. */
    @Transactional
    Outcome<Integer> endAll(UserCaller caller, AccountId account, UserId member, ClientContext context) {
        // Locked, so that a role that is being taken away is gone or lasts until the end.
        if (members.lock(account).isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND); // it is being erased
        }
        Role own = access.require(caller, account, Role.OWNER, Role.ADMIN).orElseThrow();
        if (active.find(caller, clock.instant()).isEmpty()) {
            return Outcome.refused(ProblemType.NOT_AUTHENTICATED);
        }
        Optional<Role> role = members.roleOf(account, member);
        if (role.isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        if (role.get() == Role.OWNER && own != Role.OWNER) {
            return Outcome.refused(new ProblemException(ProblemType.FORBIDDEN)
                    .detail("Only an owner can end the sessions of an owner. Ask an owner."));
        }
        return Outcome.of(users.lock(member)
                .map(user -> end(user, caller, account, context))
                .orElse(0));
    }

    private int end(UserSnapshot user, UserCaller caller, AccountId account, ClientContext context) {
        Instant now = clock.instant();
        int ended = epochs.begin(user.id(), Survivors.none(), now).sessionsEnded();
        audit.record(AuditEntry.success(AuditType.SESSION_EXPIRED, now, context)
                .by(caller)
                .user(user.id())
                .account(account)
                .with("reason", EndReason.ENDED_BY_ADMIN.text())
                .with("sessions", ended));
        return ended;
    }
}
