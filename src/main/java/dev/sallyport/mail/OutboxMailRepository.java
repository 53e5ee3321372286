package dev.sallyport.mail;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.LockMode;

@ApplicationScoped
class OutboxMailRepository implements PanacheRepositoryBase<OutboxMail, UUID> {

    /** Locks due mails and passes over those that another replica has locked: no mail is taken by two. */
    List<OutboxMail> lockDue(Instant now, int limit) {
        return getSession()
                .createQuery(
                        "from OutboxMail where sentAt is null and failedAt is null and nextAttemptAt <= :now"
                                + " order by nextAttemptAt",
                        OutboxMail.class)
                .setParameter("now", now)
                .setMaxResults(limit)
                .setHibernateLockMode(LockMode.UPGRADE_SKIPLOCKED)
                .getResultList();
    }
}
