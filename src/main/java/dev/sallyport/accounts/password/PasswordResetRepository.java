package dev.sallyport.accounts.password;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PasswordResetRepository implements PanacheRepositoryBase<PasswordReset, UUID> {

    /**
     * Finds a link by its id alone, which only a genuine token contains; the row names the user. A newer link voids it.
     */
    Optional<PasswordReset> findOpen(UUID id, Instant now) {
        return find(
                        "from PasswordReset r where r.id = ?1 and r.expiresAt > ?2 and not exists (select 1 from"
                                + " PasswordReset n where n.userId = r.userId and (n.createdAt > r.createdAt"
                                + " or n.createdAt = r.createdAt and n.id > r.id))",
                        id,
                        now)
                .firstResultOptional();
    }
}
