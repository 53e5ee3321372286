package dev.sallyport.accounts.account;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class AppUserRepository implements PanacheRepositoryBase<AppUser, UUID> {

    boolean exists(EmailAddress email) {
        return count("email", email.value()) > 0;
    }

    Optional<AppUser> findByEmail(EmailAddress email) {
        return find("email", email.value()).firstResultOptional();
    }

    /** Locks the row whatever its status: roles are taken from a disabled user too. */
    Optional<AppUser> lock(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Locks the row, so that changes to one user's factors happen one after the other. */
    Optional<AppUser> lockActive(UUID id) {
        return find("id = ?1 and status = ?2", id, UserStatus.ACTIVE)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    boolean markEmailVerified(UUID id, Instant now) {
        return update("emailVerifiedAt = ?1 where id = ?2 and emailVerifiedAt is null", now, id) == 1;
    }
}
