package dev.sallyport.signin.sso;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.ProviderId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class IdentityProviderRepository implements PanacheRepositoryBase<IdentityProvider, ProviderId> {

    List<IdentityProvider> findOf(AccountId account) {
        return list("accountId = ?1 order by createdAt, id", account);
    }

    Optional<IdentityProvider> findOwned(ProviderId id, AccountId account) {
        return find("id = ?1 and accountId = ?2", id, account).firstResultOptional();
    }

    void lock(ProviderId id) {
        findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    boolean exists(AccountId account, String issuer, String clientId) {
        return count("accountId = ?1 and issuer = ?2 and clientId = ?3", account, issuer, clientId) > 0;
    }

    boolean deleteOwned(ProviderId id, AccountId account) {
        return delete("id = ?1 and accountId = ?2", id, account) == 1;
    }
}
