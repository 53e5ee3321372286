package dev.sallyport.recovery;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

@ApplicationScoped
class RecoveryCodeRepository implements PanacheRepositoryBase<RecoveryCode, RecoveryCode.Key> {

    long countUnused(UUID user) {
        return count("key.userId = ?1 and usedAt is null", user);
    }
}
