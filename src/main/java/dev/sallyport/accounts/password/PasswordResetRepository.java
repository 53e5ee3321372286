package dev.sallyport.accounts.password;

import dev.sallyport.base.ids.UserId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PasswordResetRepository implements PanacheRepositoryBase<PasswordReset, UUID> {

    /** The user's link of this id. A newer link voids it. */
    Optional<PasswordReset> findOpen(UserId user, UUID id, Instant now) {
        return find(
                        "from PasswordReset r where r.userId = ?1 and r.id = ?2 and r.expiresAt > ?3 and not exists"
                                + " (select 1 from PasswordReset n where n.userId = ?1 and (n.createdAt > r.createdAt"
                                + " or n.createdAt = r.createdAt and n.id > r.id))",
                        user,
                        id,
                        now)
                .firstResultOptional();
    }
}
