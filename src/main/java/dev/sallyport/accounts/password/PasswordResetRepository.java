package dev.sallyport.accounts.password;

import dev.sallyport.base.ids.UserId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PasswordResetRepository implements PanacheRepositoryBase<PasswordReset, UUID> {

    Optional<PasswordReset> findOpen(UserId user, UUID id, Instant now) {
        return find("userId = ?1 and id = ?2 and expiresAt > ?3", user, id, now).firstResultOptional();
    }
}
