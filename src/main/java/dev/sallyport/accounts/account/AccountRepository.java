package dev.sallyport.accounts.account;

import dev.sallyport.base.database.RowLocks;
import dev.sallyport.base.ids.AccountId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class AccountRepository implements PanacheRepositoryBase<Account, AccountId> {

    /**
     * Whether an account is there and is not being erased. The beginning of its erasure waits for this until the
     * transaction ends; no other change does: an import locks accounts and users in the order of its rows.
     */
    boolean isJoinable(AccountId id) {
        return getSession()
                .createNativeQuery(
                        "select id from account where id = :account and erased_at is null for key share", UUID.class)
                .setParameter("account", id)
                .uniqueResultOptional()
                .isPresent();
    }

    Optional<Account> findByExternalId(String externalId) {
        return find("externalId", externalId).firstResultOptional();
    }

    /** Locks the row, so that changes of one account's members happen one after the other. */
    Optional<Account> lock(AccountId id) {
        return RowLocks.lock(getSession(), Account.class, id).filter(Account::isKept);
    }

    /** The same for the beginning of its erasure, which waits for those that join. */
    Optional<Account> lockToErase(AccountId id) {
        getSession()
                .createNativeQuery("select id from account where id = :account for update", UUID.class)
                .setParameter("account", id)
                .uniqueResultOptional();
        return lock(id);
    }

    /** An account that is not being erased. */
    Optional<Account> findKept(AccountId id) {
        return findByIdOptional(id).filter(Account::isKept);
    }

    /** The accounts whose erasure has not finished, the oldest first. */
    List<AccountId> findInErasure() {
        return getEntityManager()
                .createQuery(
                        "select a.id from Account a where a.erasedAt is not null order by a.erasedAt", AccountId.class)
                .getResultList();
    }

    void eraseRow(AccountId id) {
        getSession()
                .createNativeMutationQuery("delete from account where id = :account and erased_at is not null")
                .setParameter("account", id)
                .executeUpdate();
    }
}
