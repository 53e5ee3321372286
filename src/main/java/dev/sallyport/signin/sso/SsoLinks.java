package dev.sallyport.signin.sso;

import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.Origin;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The links between subjects of identity providers and users, each change of which is recorded. */
@ApplicationScoped
class SsoLinks {

    private final SsoIdentityRepository rows;
    private final Audit audit;

    SsoLinks(SsoIdentityRepository rows, Audit audit) {
        this.rows = rows;
        this.audit = audit;
    }

    /** The user who is linked to a subject. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<UUID> findUser(UUID provider, String subject) {
        return rows.findUser(provider, subject);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void markUsed(UUID provider, String subject, Instant now) {
        rows.markUsed(provider, subject, now);
    }

    /** The accounts whose providers the user is linked to, this provider left out. */
    @Transactional(Transactional.TxType.MANDATORY)
    List<UUID> findAccountsBeside(UUID provider, UUID user) {
        return rows.findAccountsBeside(provider, user);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void add(UUID provider, String subject, UUID user, Origin origin, Instant now) {
        rows.persist(new SsoIdentity(provider, subject, user, now));
        rows.flush();
        audit.record(AuditEntry.success(AuditType.SSO_IDENTITY_LINKED, now, origin)
                .user(user)
                .with("provider", provider.toString()));
    }

    /** Removes every link between a user and a provider. False if there is none. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean remove(UUID provider, UUID user, Origin origin, Instant now) {
        boolean removed = rows.deleteOwned(provider, user);
        if (removed) {
            audit.record(AuditEntry.success(AuditType.SSO_IDENTITY_UNLINKED, now, origin)
                    .user(user)
                    .with("provider", provider.toString()));
        }
        return removed;
    }
}
