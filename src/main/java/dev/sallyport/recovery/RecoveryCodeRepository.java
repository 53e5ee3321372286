package dev.sallyport.recovery;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

@ApplicationScoped
class RecoveryCodeRepository implements PanacheRepositoryBase<RecoveryCode, RecoveryCode.Key> {

    boolean spend(UUID user, byte[] hash, Instant now) {
        return update("usedAt = ?1 where key.userId = ?2 and key.hash = ?3 and usedAt is null", now, user, hash) == 1;
    }

    long countUnused(UUID user) {
        return count("key.userId = ?1 and usedAt is null", user);
    }
}
