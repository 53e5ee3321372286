package dev.sallyport.mailing.mail;

import dev.sallyport.base.ids.Id;
import dev.sallyport.base.ids.UserId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class OutboxMailRepository implements PanacheRepositoryBase<OutboxMail, UUID> {

    private static final String NEWEST = """
            select * from mail_outbox where user_id = :user and kind = :kind and details ->> :detail = :value
            order by id desc limit 1
            """;

    private static final String DUE = "sent_at is null and failed_at is null and next_attempt_at <= :now"
            + " and id <> all(:claimed) and (user_id is null or user_id <> all(:served))";

    /** A user is waiting for these kinds to continue; all other kinds are notices. */
    private static final String FIRST = "kind in ('email_code', 'password_reset') desc, next_attempt_at, id";

    /** The mails that one user can cause at once do not delay other users. */
    private static final int OF_A_USER = 3;

    /** The number of mails examined for a batch, however long the queue is. */
    private static final int LINE = 1000;

    private static final String RENEW = """
            update mail_outbox set next_attempt_at = greatest(next_attempt_at, :until)
            where id = any(:claimed) and sent_at is null and failed_at is null
            """;

    private static final String LOCK_DUE = """
            select * from mail_outbox where id in (
                select id from (
                    select id, row_number() over (partition by coalesce(user_id, id) order by %2$s) as turn
                    from (select * from mail_outbox where %1$s order by %2$s limit :line) line
                ) turns where turn <= :each)
            and %1$s order by %2$s limit :limit for update skip locked
            """.formatted(DUE, FIRST);

    Optional<OutboxMail> findNewest(UserId user, MailKind kind, String detail, String value) {
        return getSession()
                .createNativeQuery(NEWEST, OutboxMail.class)
                .setParameter("user", user)
                .setParameter("kind", kind.text())
                .setParameter("detail", detail)
                .setParameter("value", value)
                .getResultStream()
                .findFirst();
    }

    /**
     * Locks due mails and skips those that another replica has locked, so that no mail is claimed twice.
     *
     * @param busy the replica's current work: its mails and their users are skipped
     */
    List<OutboxMail> lockDue(Instant now, int limit, ReplicaLoad busy) {
        return getSession()
                .createNativeQuery(LOCK_DUE, OutboxMail.class)
                .setParameter("now", now)
                .setParameter("claimed", busy.mails().toArray(UUID[]::new), UUID[].class)
                .setParameter("served", Id.values(busy.users()), UUID[].class)
                .setParameter("line", LINE)
                .setParameter("each", OF_A_USER)
                .setParameter("limit", limit)
                .getResultList();
    }

    /** Extends the claims on mails that are being sent. A later try that was scheduled in the meantime stays. */
    void renew(Collection<UUID> claimed, Instant until) {
        getSession()
                .createNativeMutationQuery(RENEW)
                .setParameter("until", until)
                .setParameter("claimed", claimed.toArray(UUID[]::new), UUID[].class)
                .executeUpdate();
    }
}
