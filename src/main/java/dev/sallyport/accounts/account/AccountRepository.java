package dev.sallyport.accounts.account;

import dev.sallyport.base.ids.AccountId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Optional;

@ApplicationScoped
class AccountRepository implements PanacheRepositoryBase<Account, AccountId> {

    /** Locks the row, so that changes of one account's members happen one after the other. */
    Optional<Account> lock(AccountId id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }
}
