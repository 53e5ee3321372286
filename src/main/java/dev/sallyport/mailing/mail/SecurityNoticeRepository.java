package dev.sallyport.mailing.mail;

import dev.sallyport.base.ids.UserId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class SecurityNoticeRepository implements PanacheRepositoryBase<SecurityNotice, UUID> {

    private static final String OPEN = "id = ?1 and reportedAt is null and expiresAt > ?2";

    /** Finds a notice by the id that only the owner's mail contains; the row names the owner. */
    Optional<UserId> findOwner(UUID id, Instant now) {
        return find(OPEN, id, now).firstResultOptional().map(SecurityNotice::userId);
    }

    boolean existsSince(UserId user, String kind, Instant time) {
        return count("userId = ?1 and kind = ?2 and createdAt > ?3", user, kind, time) > 0;
    }

    void voidAll(UserId user, Instant now) {
        update("expiresAt = ?1 where userId = ?2 and expiresAt > ?1", now, user);
    }

    /** Locks it, so that of two reports one counts. */
    Optional<SecurityNotice> lockOpen(UUID id, UserId user, Instant now) {
        return find(OPEN + " and userId = ?3", id, now, user)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }
}
