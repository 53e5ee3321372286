package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.AccountMembers;
import dev.sallyport.accounts.account.ExternalIdResult;
import dev.sallyport.accounts.account.Member;
import dev.sallyport.accounts.account.Role;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.sessions.session.Epochs;
import dev.sallyport.sessions.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.Principal;
import java.time.Instant;
import java.util.List;

/** The operations on a locked member, each with its row of the trail. */
@ApplicationScoped
class MemberOperations {

    private final AccountMembers members;
    private final Users users;
    private final Epochs epochs;
    private final Sessions sessions;
    private final Audit audit;

    MemberOperations(AccountMembers members, Users users, Epochs epochs, Sessions sessions, Audit audit) {
        this.members = members;
        this.users = users;
        this.epochs = epochs;
        this.sessions = sessions;
        this.audit = audit;
    }

    /** The actor of an operation, with place and time. */
    record By(Principal caller, AccountId account, ClientContext context, Instant now) {

        AuditEntry auditEntry(AuditType type) {
            return AuditEntry.success(type, now, context).by(caller).account(account);
        }
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void changeRole(Member member, Role role, By by) {
        members.changeRole(by.account(), member.id(), role);
        audit.record(by.auditEntry(AuditType.PRIVILEGE_PERMISSIONS_CHANGED)
                .user(member.id())
                .with("from", member.role().text())
                .with("to", role.text()));
    }

    /** Gives the user another external id, or none. Returns false if another user has it. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean changeExternalId(Member member, ExternalIdChange change, By by) {
        ExternalIdResult done = users.changeExternalId(member.id(), change.id());
        if (done == ExternalIdResult.CHANGED) {
            audit.record(
                    by.auditEntry(AuditType.USER_UPDATED).user(member.id()).with("changes", List.of("external_id")));
        }
        return done != ExternalIdResult.TAKEN;
    }

    /** Disables sign-in for the user: sessions, devices, challenges and links end. */
    @Transactional(Transactional.TxType.MANDATORY)
    void disable(Member member, By by) {
        epochs.disable(member.id(), by.now());
        if (member.enabled()) {
            audit.record(by.auditEntry(AuditType.USER_DISABLED).user(member.id()));
        }
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void enable(Member member, By by) {
        users.enable(member.id());
        audit.record(by.auditEntry(AuditType.USER_ENABLED).user(member.id()));
    }

    /** Removes a user from the account. A user without any account cannot sign in until an account invites them. */
    @Transactional(Transactional.TxType.MANDATORY)
    void remove(Member member, By by) {
        audit.record(by.auditEntry(AuditType.MEMBER_REMOVED)
                .user(member.id())
                .with("role", member.role().text()));
        sessions.endCleared(List.of(member.id()), by.now());
        members.remove(by.account(), member.id());
        if (!members.isElsewhere(member.id(), by.account())) {
            disable(member, by);
        }
    }
}
