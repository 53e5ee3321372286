package dev.sallyport.mail;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.LockMode;

@ApplicationScoped
class OutboxMailRepository implements PanacheRepositoryBase<OutboxMail, UUID> {

    private static final String NEWEST = """
            select * from mail_outbox where user_id = :user and kind = :kind and details ->> :detail = :value
            order by id desc limit 1
            """;

    Optional<OutboxMail> findNewest(UUID user, MailKind kind, String detail, String value) {
        return getSession()
                .createNativeQuery(NEWEST, OutboxMail.class)
                .setParameter("user", user)
                .setParameter("kind", kind.text())
                .setParameter("detail", detail)
                .setParameter("value", value)
                .getResultStream()
                .findFirst();
    }

    /** Locks due mails and passes over those that another replica has locked: no mail is taken by two. */
    List<OutboxMail> lockDue(Instant now, int limit) {
        return getSession()
                .createQuery(
                        "from OutboxMail where sentAt is null and failedAt is null and nextAttemptAt <= :now"
                                + " order by nextAttemptAt, id",
                        OutboxMail.class)
                .setParameter("now", now)
                .setMaxResults(limit)
                .setHibernateLockMode(LockMode.UPGRADE_SKIPLOCKED)
                .getResultList();
    }
}
