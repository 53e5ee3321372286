package dev.sallyport.signin.sso;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.ProviderId;
import dev.sallyport.base.ids.UserId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class SsoIdentityRepository implements PanacheRepositoryBase<SsoIdentity, SsoIdentity.Key> {

    private static final String FIND_USER = """
            select s.user_id from sso_subject s join identity_provider p on p.id = s.provider_id
            where s.subject = :subject and s.provider_id = :provider and p.removed_at is null
            """;

    private static final String LINK =
            "insert into sso_subject (provider_id, subject, user_id) values (:provider, :subject, :user)";

    private static final String UNLINK =
            "delete from sso_subject where subject = :subject and provider_id = :provider and user_id = :user";

    Optional<UserId> findUser(ProviderId provider, String subject) {
        return Row.column(getSession(), FIND_USER, UUID.class)
                .setParameter("subject", subject)
                .setParameter("provider", provider)
                .uniqueResultOptional()
                .map(UserId::new);
    }

    /** Stores an identity in both tables: by its subject, and with the rows of its user. */
    void add(ProviderId provider, String subject, UserId user, Instant now) {
        change(LINK, provider, subject, user);
        persist(new SsoIdentity(provider, subject, user, now));
        flush();
    }

    void markUsed(ProviderId provider, String subject, UserId user, Instant now) {
        update(
                "lastUsedAt = ?1 where userId = ?2 and key.providerId = ?3 and key.subject = ?4",
                now,
                user,
                provider,
                subject);
    }

    /** The identities of one user, with the name of the provider of each. */
    List<LinkedIdentity> findOf(UserId user) {
        return getEntityManager()
                .createQuery(
                        "select new dev.sallyport.signin.sso.LinkedIdentity(p.id, p.name, p.issuer, i.createdAt, i.lastUsedAt)"
                                + " from SsoIdentity i join IdentityProvider p on p.id = i.key.providerId"
                                + " where i.userId = :user order by i.createdAt, i.key.providerId",
                        LinkedIdentity.class)
                .setParameter("user", user)
                .getResultList();
    }

    /** The providers that the user is linked to, removed or not. */
    List<ProviderId> findProviders(UserId user) {
        return getEntityManager()
                .createQuery(
                        "select distinct key.providerId from SsoIdentity where userId = :user order by key.providerId",
                        ProviderId.class)
                .setParameter("user", user)
                .getResultList();
    }

    /** The accounts whose providers the user is linked to, this provider left out. */
    List<AccountId> findOtherLinkedAccounts(ProviderId provider, UserId user) {
        return getEntityManager()
                .createQuery(
                        "select p.accountId from SsoIdentity i join IdentityProvider p on p.id = i.key.providerId"
                                + " where i.userId = :user and p.id <> :provider",
                        AccountId.class)
                .setParameter("user", user)
                .setParameter("provider", provider)
                .getResultList();
    }

    /** The accounts with an exempt identity provider that is linked to the user. */
    List<AccountId> findVouching(UserId user) {
        return getEntityManager()
                .createQuery(
                        "select distinct p.accountId from SsoIdentity i join IdentityProvider p on p.id = i.key.providerId"
                                + " where i.userId = :user and p.ssoExempt <> 'never'",
                        AccountId.class)
                .setParameter("user", user)
                .getResultList();
    }

    /** The next users who are linked to a provider, removed or not, in the order of their ids. */
    List<UserId> findUsers(ProviderId provider, UserId after, int limit) {
        return getEntityManager()
                .createQuery(
                        "select distinct userId from SsoIdentity where key.providerId = :provider and userId > :after"
                                + " order by userId",
                        UserId.class)
                .setParameter("provider", provider)
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList();
    }

    boolean deleteOwned(ProviderId provider, UserId user) {
        List<String> subjects = getEntityManager()
                .createQuery(
                        "select key.subject from SsoIdentity where key.providerId = :provider and userId = :user",
                        String.class)
                .setParameter("provider", provider)
                .setParameter("user", user)
                .getResultList();
        subjects.forEach(subject -> change(UNLINK, provider, subject, user));
        return delete("key.providerId = ?1 and userId = ?2", provider, user) > 0;
    }

    private void change(String sql, ProviderId provider, String subject, UserId user) {
        getSession()
                .createNativeMutationQuery(sql)
                .setParameter("provider", provider)
                .setParameter("subject", subject)
                .setParameter("user", user)
                .executeUpdate();
    }
}
