package dev.sallyport.signin.sso;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class SsoIdentityRepository implements PanacheRepositoryBase<SsoIdentity, SsoIdentity.Key> {

    Optional<UUID> findUser(UUID provider, String subject) {
        return findByIdOptional(new SsoIdentity.Key(provider, subject)).map(SsoIdentity::userId);
    }

    void markUsed(UUID provider, String subject, Instant now) {
        update("lastUsedAt = ?1 where key.providerId = ?2 and key.subject = ?3", now, provider, subject);
    }

    /** The identities of one user, with the name of the provider of each. */
    List<LinkedIdentity> findOf(UUID user) {
        return getEntityManager()
                .createQuery(
                        "select new dev.sallyport.signin.sso.LinkedIdentity(p.id, p.name, p.issuer, i.createdAt, i.lastUsedAt)"
                                + " from SsoIdentity i join IdentityProvider p on p.id = i.key.providerId"
                                + " where i.userId = :user order by i.createdAt, i.key.providerId",
                        LinkedIdentity.class)
                .setParameter("user", user)
                .getResultList();
    }

    /** The accounts whose providers the user is linked to, this provider left out. */
    List<UUID> findAccountsBeside(UUID provider, UUID user) {
        return getEntityManager()
                .createQuery(
                        "select p.accountId from SsoIdentity i join IdentityProvider p on p.id = i.key.providerId"
                                + " where i.userId = :user and p.id <> :provider",
                        UUID.class)
                .setParameter("user", user)
                .setParameter("provider", provider)
                .getResultList();
    }

    boolean deleteOwned(UUID provider, UUID user) {
        return delete("key.providerId = ?1 and userId = ?2", provider, user) > 0;
    }
}
