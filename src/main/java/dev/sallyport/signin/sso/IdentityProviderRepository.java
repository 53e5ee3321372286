package dev.sallyport.signin.sso;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class IdentityProviderRepository implements PanacheRepositoryBase<IdentityProvider, UUID> {

    List<IdentityProvider> findOf(UUID account) {
        return list("accountId = ?1 order by createdAt, id", account);
    }

    Optional<IdentityProvider> findOwned(UUID id, UUID account) {
        return find("id = ?1 and accountId = ?2", id, account).firstResultOptional();
    }

    void lock(UUID id) {
        findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    boolean exists(UUID account, String issuer, String clientId) {
        return count("accountId = ?1 and issuer = ?2 and clientId = ?3", account, issuer, clientId) > 0;
    }

    boolean deleteOwned(UUID id, UUID account) {
        return delete("id = ?1 and accountId = ?2", id, account) == 1;
    }
}
