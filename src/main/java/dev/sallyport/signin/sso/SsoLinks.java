package dev.sallyport.signin.sso;

import dev.sallyport.accounts.account.MembershipFacts;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.ProviderId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The links between subjects of identity providers and users, with an audit row for each change. */
@ApplicationScoped
class SsoLinks {

    private final SsoIdentityRepository rows;
    private final Users users;
    private final MembershipFacts facts;
    private final Audit audit;

    SsoLinks(SsoIdentityRepository rows, Users users, MembershipFacts facts, Audit audit) {
        this.rows = rows;
        this.users = users;
        this.facts = facts;
        this.audit = audit;
    }

    /** The user who is linked to a subject. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<UserId> findUser(ProviderId provider, String subject) {
        return rows.findUser(provider, subject);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void markUsed(ProviderId provider, String subject, UserId user, Instant now) {
        rows.markUsed(provider, subject, user, now);
    }

    /** The accounts whose providers the user is linked to, this provider left out. */
    @Transactional(Transactional.TxType.MANDATORY)
    List<AccountId> findOtherLinkedAccounts(ProviderId provider, UserId user) {
        return rows.findOtherLinkedAccounts(provider, user);
    }

    /** The next users who are linked to a provider, removed or not, in the order of their ids. */
    @Transactional(Transactional.TxType.MANDATORY)
    List<UserId> findUsers(ProviderId provider, UserId after, int limit) {
        return rows.findUsers(provider, after, limit);
    }

    /** Removes what links a user to a provider that was removed, which alone is recorded. */
    @Transactional(Transactional.TxType.MANDATORY)
    void forgetRemoved(ProviderId provider, UserId user) {
        users.lockActive(user); // a link to another provider that is made at the same time counts
        rows.deleteOwned(provider, user);
        facts.changeVouched(user, rows.findVouching(user));
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void add(ProviderId provider, String subject, UserId user, ClientContext context, Instant now) {
        rows.add(provider, subject, user, now);
        facts.changeVouched(user, rows.findVouching(user));
        audit.record(AuditEntry.success(AuditType.SSO_IDENTITY_LINKED, now, context)
                .user(user)
                .with("provider", provider.toString()));
    }

    /** Removes every link between a user and a provider. False if there is none. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean remove(ProviderId provider, UserId user, ClientContext context, Instant now) {
        boolean removed = rows.deleteOwned(provider, user);
        if (removed) {
            facts.changeVouched(user, rows.findVouching(user));
            audit.record(unlinked(provider, user, context, now));
        }
        return removed;
    }

    /** The providers that the user is linked to. */
    @Transactional(Transactional.TxType.MANDATORY)
    List<ProviderId> findProviders(UserId user) {
        return rows.findProviders(user);
    }

    /** Removes every link of a user, in the name of another person. */
    @Transactional(Transactional.TxType.MANDATORY)
    void removeAll(UserId user, Principal by, ClientContext context, Instant now) {
        rows.findProviders(user).forEach(provider -> {
            rows.deleteOwned(provider, user);
            audit.record(unlinked(provider, user, context, now).by(by));
        });
        facts.changeVouched(user, rows.findVouching(user));
    }

    private static AuditEntry unlinked(ProviderId provider, UserId user, ClientContext context, Instant now) {
        return AuditEntry.success(AuditType.SSO_IDENTITY_UNLINKED, now, context)
                .user(user)
                .with("provider", provider.toString());
    }
}
