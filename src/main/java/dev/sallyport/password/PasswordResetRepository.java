package dev.sallyport.password;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PasswordResetRepository implements PanacheRepositoryBase<PasswordReset, UUID> {

    long countSince(UUID user, Instant start) {
        return count("userId = ?1 and createdAt > ?2", user, start);
    }

    /** By its id alone, which only a genuine token names: the row is what names the user. */
    Optional<PasswordReset> findOpen(UUID id, Instant now) {
        return find("id = ?1 and expiresAt > ?2", id, now).firstResultOptional();
    }
}
