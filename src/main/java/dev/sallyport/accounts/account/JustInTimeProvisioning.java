package dev.sallyport.accounts.account;

import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

/** Creates members for unknown users that a trusted identity provider vouches for. */
@ApplicationScoped
public class JustInTimeProvisioning {

    private final AppUserRepository users;
    private final MembershipRepository memberships;
    private final Audit audit;

    JustInTimeProvisioning(AppUserRepository users, MembershipRepository memberships, Audit audit) {
        this.users = users;
        this.memberships = memberships;
        this.audit = audit;
    }

    /**
     * Creates a user without a password, as a member of the account with a verified address. Empty if another user has
     * the address, who may not be the same person, or if the address cannot receive mail and may be a look-alike of one
     * that can.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<UserId> admit(EmailAddress email, AccountId account, ClientContext context, Instant now) {
        if (!email.isDeliverable() || users.exists(email)) {
            return Optional.empty();
        }
        AppUser user = new AppUser(email, now);
        users.add(user);
        users.markEmailVerified(user.id(), now);
        memberships.add(new Membership(user.id(), account, Role.MEMBER, MemberFacts.ofNewUser(true), now));
        audit.record(AuditEntry.success(AuditType.USER_CREATED, now, context)
                .account(account)
                .user(user.id())
                .with("role", Role.MEMBER.text())
                .with("by", "sso"));
        return Optional.of(user.id());
    }
}
