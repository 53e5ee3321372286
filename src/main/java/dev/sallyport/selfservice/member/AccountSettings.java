package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.AccountMembers;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Principal;
import java.time.Clock;

/** Changes accounts, for their owners and admins and for provisioning clients. */
@ApplicationScoped
class AccountSettings {

    private final MemberPermissions authorities;
    private final AccountMembers members;
    private final Audit audit;
    private final Clock clock;

    AccountSettings(MemberPermissions authorities, AccountMembers members, Audit audit, Clock clock) {
        this.authorities = authorities;
        this.members = members;
        this.audit = audit;
        this.clock = clock;
    }

    Outcome<AccountView> change(
            Principal caller, AccountId account, ChangeAccountRequest request, ClientContext context) {
        return Transactions.call(() -> authorities
                .requireLocked(caller, account)
                .map(authority -> {
                    if (request.name() != null && !request.name().equals(members.nameOf(account))) {
                        members.rename(account, request.name());
                        audit.record(AuditEntry.success(AuditType.ACCOUNT_RENAMED, clock.instant(), context)
                                .by(caller)
                                .account(account));
                    }
                    return new AccountView(account, members.nameOf(account));
                }));
    }
}
