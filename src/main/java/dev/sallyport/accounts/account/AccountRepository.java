package dev.sallyport.accounts.account;

import dev.sallyport.base.database.RowLocks;
import dev.sallyport.base.ids.AccountId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class AccountRepository implements PanacheRepositoryBase<Account, AccountId> {

    /**
     * An account that is not being erased, and whose erasure does not begin before the transaction ends. Rows of an
     * import are stored in parallel: none keeps another from joining.
     */
    Optional<Account> findJoinable(AccountId id) {
        return RowLocks.share(getSession(), Account.class, id).filter(Account::isKept);
    }

    Optional<Account> findByExternalId(String externalId) {
        return find("externalId", externalId).firstResultOptional();
    }

    /** Locks the row, so that changes of one account's members happen one after the other. */
    Optional<Account> lock(AccountId id) {
        return RowLocks.lock(getSession(), Account.class, id).filter(Account::isKept);
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
