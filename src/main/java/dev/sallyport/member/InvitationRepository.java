package dev.sallyport.member;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class InvitationRepository implements PanacheRepositoryBase<Invitation, UUID> {

    Optional<Invitation> findByEmail(UUID account, String email) {
        return find("accountId = ?1 and email = ?2", account, email).firstResultOptional();
    }

    Optional<Invitation> findOwned(UUID account, UUID id) {
        return find("accountId = ?1 and id = ?2", account, id).firstResultOptional();
    }

    /** By its id alone, which only a genuine token names. */
    Optional<Invitation> findOpen(UUID id, Instant now) {
        return find("id = ?1 and expiresAt > ?2", id, now).firstResultOptional();
    }

    /** The account it is to, without the row itself, which is read once that account is locked. */
    Optional<UUID> findAccount(UUID id) {
        return getEntityManager()
                .createQuery("select accountId from Invitation where id = :id", UUID.class)
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }
}
