package dev.sallyport.selfservice.member;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

@ApplicationScoped
class InvitationRepository implements PanacheRepositoryBase<Invitation, UserId> {

    Optional<Invitation> findByEmail(AccountId account, String email) {
        return find("accountId = ?1 and email = ?2", account, email).firstResultOptional();
    }

    Optional<Invitation> findOwned(AccountId account, UserId id) {
        return find("accountId = ?1 and id = ?2", account, id).firstResultOptional();
    }

    /** An invitation to the account that has not expired. */
    Optional<Invitation> findOpen(AccountId account, UserId id, Instant now) {
        return find("accountId = ?1 and id = ?2 and expiresAt > ?3", account, id, now)
                .firstResultOptional();
    }
}
