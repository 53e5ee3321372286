package dev.sallyport.session;

import dev.sallyport.account.AccountAccess;
import dev.sallyport.account.AccountMembers;
import dev.sallyport.account.Role;
import dev.sallyport.account.UserSnapshot;
import dev.sallyport.account.Users;
import dev.sallyport.audit.Audit;
import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditType;
import dev.sallyport.caller.Origin;
import dev.sallyport.caller.UserCaller;
import dev.sallyport.problem.Outcome;
import dev.sallyport.problem.ProblemException;
import dev.sallyport.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Ends the sessions of a member for those who run the account: for a lost laptop, or somebody who has left. */
@ApplicationScoped
class MemberSessions {

    private final AccountAccess access;
    private final AccountMembers members;
    private final Users users;
    private final SessionRepository rows;
    private final Audit audit;
    private final Clock clock;

    MemberSessions(
            AccountAccess access,
            AccountMembers members,
            Users users,
            SessionRepository rows,
            Audit audit,
            Clock clock) {
        this.access = access;
        this.members = members;
        this.users = users;
        this.rows = rows;
        this.audit = audit;
        this.clock = clock;
    }

    /** Ends all of them; what the member has begun and the devices they trust are void too. */
    @Transactional
    Outcome<Integer> endAll(UserCaller caller, UUID account, UUID member, Origin origin) {
        // Locked, so that a role that is being taken away is gone or lasts until the end.
        members.lock(account);
        Role own = access.require(caller, account, Role.OWNER, Role.ADMIN).orElseThrow();
        if (rows.findLive(caller.sessionId(), caller.userId(), clock.instant()).isEmpty()) {
            return Outcome.refused(ProblemType.NOT_AUTHENTICATED);
        }
        Optional<Role> role = members.roleOf(account, member);
        if (role.isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        if (role.get() == Role.OWNER && own != Role.OWNER) {
            return Outcome.refused(
                    new ProblemException(ProblemType.FORBIDDEN).detail("Only an owner ends the sessions of an owner."));
        }
        return Outcome.of(users.lock(member)
                .map(user -> end(user, caller, account, origin))
                .orElse(0));
    }

    private int end(UserSnapshot user, UserCaller caller, UUID account, Origin origin) {
        Instant now = clock.instant();
        users.beginEpoch(user.id());
        int ended = rows.endOthers(user.id(), null, now);
        audit.record(AuditEntry.success(AuditType.SESSION_EXPIRED, now, origin)
                .by(caller)
                .user(user.id())
                .account(account)
                .with("reason", EndReason.ENDED_BY_ADMIN.text())
                .with("sessions", ended));
        return ended;
    }
}
