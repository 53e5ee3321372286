package dev.sallyport.signin.sso;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.database.RowLocks;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.ProviderId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class IdentityProviderRepository implements PanacheRepositoryBase<IdentityProvider, ProviderId> {

    private static final String REMOVED = "select id from identity_provider where removed_at is not null order by id";

    private static final String OF_ACCOUNT = "select id from identity_provider where account_id = :account";

    private static final String DELETE_REMOVED =
            "delete from identity_provider where id = :id and removed_at is not null";

    List<IdentityProvider> findOf(AccountId account) {
        return list("accountId = ?1 order by createdAt, id", account);
    }

    /** Locks a provider until the transaction ends. False if it was removed. */
    boolean lock(ProviderId id) {
        return RowLocks.lock(getSession(), IdentityProvider.class, id, find("id", id))
                .isPresent();
    }

    boolean exists(AccountId account, String issuer, String clientId) {
        return count("accountId = ?1 and issuer = ?2 and clientId = ?3", account, issuer, clientId) > 0;
    }

    /** From the commit on the provider is read by no query but the two below. False if there is no such provider. */
    boolean markRemoved(ProviderId id, AccountId account, Instant now) {
        return update("removedAt = ?1 where id = ?2 and accountId = ?3", now, id, account) == 1;
    }

    void markAllRemoved(AccountId account, Instant now) {
        update("removedAt = ?1 where accountId = ?2 and removedAt is null", now, account);
    }

    /** All of an account, removed or not. */
    List<ProviderId> findAll(AccountId account) {
        return Row.column(getSession(), OF_ACCOUNT, UUID.class).setParameter("account", account).stream()
                .map(ProviderId::new)
                .toList();
    }

    /** The removed providers to which users may still be linked. */
    List<ProviderId> findRemoved() {
        return Row.column(getSession(), REMOVED, UUID.class).stream()
                .map(ProviderId::new)
                .toList();
    }

    void deleteRemoved(ProviderId id) {
        getSession()
                .createNativeMutationQuery(DELETE_REMOVED)
                .setParameter("id", id)
                .executeUpdate();
    }
}
