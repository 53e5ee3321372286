package dev.sallyport.mailing.mail;

import dev.sallyport.base.database.RowLocks;
import dev.sallyport.base.ids.UserId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class SecurityNoticeRepository implements PanacheRepositoryBase<SecurityNotice, UUID> {

    private static final String OPEN = "userId = ?1 and id = ?2 and reportedAt is null and expiresAt > ?3";

    boolean isOpen(UUID id, UserId user, Instant now) {
        return count(OPEN, user, id, now) > 0;
    }

    boolean existsSince(UserId user, String kind, Instant time) {
        return count("userId = ?1 and kind = ?2 and createdAt > ?3", user, kind, time) > 0;
    }

    void voidAll(UserId user, Instant now) {
        update("expiresAt = ?1 where userId = ?2 and expiresAt > ?1", now, user);
    }

    /** Locks it, so that of two reports one counts. */
    Optional<SecurityNotice> lockOpen(UUID id, UserId user, Instant now) {
        return RowLocks.lock(getSession(), SecurityNotice.class, id, find(OPEN, user, id, now));
    }
}
