package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.AccountMembers;
import dev.sallyport.accounts.account.Member;
import dev.sallyport.accounts.account.Role;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.Origin;
import dev.sallyport.sessions.session.Epochs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.Principal;
import java.time.Instant;
import java.util.UUID;

/** What is done to a locked member, each with its row of the trail. */
@ApplicationScoped
class MemberActs {

    private final AccountMembers members;
    private final Users users;
    private final Epochs epochs;
    private final Audit audit;

    MemberActs(AccountMembers members, Users users, Epochs epochs, Audit audit) {
        this.members = members;
        this.users = users;
        this.epochs = epochs;
        this.audit = audit;
    }

    /** Who does it, where and when. */
    record By(Principal caller, UUID account, Origin origin, Instant now) {

        AuditEntry did(AuditType type) {
            return AuditEntry.success(type, now, origin).by(caller).account(account);
        }
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void changeRole(Member member, Role role, By by) {
        members.become(by.account(), member.id(), role);
        audit.record(by.did(AuditType.PRIVILEGE_PERMISSIONS_CHANGED)
                .user(member.id())
                .with("from", member.role().text())
                .with("to", role.text()));
    }

    /** Keeps the user from signing in: sessions, devices, challenges and links end with it. */
    @Transactional(Transactional.TxType.MANDATORY)
    void disable(Member member, By by) {
        keepOut(member, by);
        audit.record(by.did(AuditType.USER_DISABLED).user(member.id()));
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void enable(Member member, By by) {
        users.enable(member.id());
        audit.record(by.did(AuditType.USER_ENABLED).user(member.id()));
    }

    /** Takes a user out of the account. Who belongs to no account any more cannot sign in, until one invites them. */
    @Transactional(Transactional.TxType.MANDATORY)
    void remove(Member member, By by) {
        audit.record(by.did(AuditType.MEMBER_REMOVED)
                .user(member.id())
                .with("role", member.role().text()));
        members.remove(by.account(), member.id());
        if (!members.isElsewhere(member.id(), by.account())) {
            keepOut(member, by);
        }
    }

    private void keepOut(Member member, By by) {
        epochs.disable(member.id(), by.now());
    }
}
