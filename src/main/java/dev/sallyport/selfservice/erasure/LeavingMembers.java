package dev.sallyport.selfservice.erasure;

import dev.sallyport.accounts.account.AccountMembers;
import dev.sallyport.accounts.account.KnownUser;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;

/** The members of an account that is erased. */
@ApplicationScoped
class LeavingMembers {

    private final AccountMembers members;
    private final UserRemoval removal;
    private final Users users;
    private final Audit audit;

    LeavingMembers(AccountMembers members, UserRemoval removal, Users users, Audit audit) {
        this.members = members;
        this.removal = removal;
        this.users = users;
        this.audit = audit;
    }

    /** The member leaves the account, and is erased if it was the only one. */
    @Transactional(Transactional.TxType.MANDATORY)
    void leave(AccountId account, UserId user, Instant now) {
        users.lock(user).filter(locked -> locked.belongsTo(account)).ifPresent(locked -> {
            if (members.isElsewhere(user, account)) {
                audit.record(entry(AuditType.MEMBER_REMOVED, account, locked, now));
                members.remove(account, user);
            } else {
                removal.remove(locked, entry(AuditType.USER_ERASED, account, locked, now), now);
            }
        });
    }

    /** Who erased the account is in the event of that. */
    private static AuditEntry entry(AuditType type, AccountId account, KnownUser user, Instant now) {
        return AuditEntry.success(type, now, ClientContext.NO_REQUEST)
                .account(account)
                .about(user.id());
    }
}
