package dev.sallyport.mailing.mail;

import dev.sallyport.base.database.RowLocks;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.Id;
import dev.sallyport.base.ids.UserId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

@ApplicationScoped
class OutboxMailRepository implements PanacheRepositoryBase<OutboxMail, UUID> {

    private static final String NEWEST = """
            select * from mail_outbox where user_id = :user and kind = :kind and details ->> :detail = :value
            order by id desc limit 1
            """;

    /** A mail of another kind is left to the replicas of the newer version that has queued it. */
    private static final String WAITING =
            "sent_at is null and failed_at is null and next_attempt_at <= :now and kind = any(:kinds)";

    private static final String[] KINDS =
            Arrays.stream(MailKind.values()).map(MailKind::text).toArray(String[]::new);

    private static final String DUE =
            WAITING + " and id <> all(:claimed) and (user_id is null or user_id <> all(:served))";

    /** The mails that one user can cause at once do not delay other users. */
    private static final int OF_A_USER = 3;

    /** The number of mails of each half examined for a batch, however long the queue is. */
    private static final int LINE = 1000;

    /** The same where that is enough for a full batch, which it is unless few users have long queues. */
    private static final int SHORT_LINE_FOR_EACH = 4;

    private static final String RENEW = """
            update mail_outbox set next_attempt_at = greatest(next_attempt_at, :until)
            where id = any(:claimed) and sent_at is null and failed_at is null
            """;

    /** Each half is read in the order of its index: the cost does not depend on how many mails are due. */
    static final String LOCK_DUE = """
            with line as (
                (select id, user_id, account_id, urgent, next_attempt_at from mail_outbox where urgent and %1$s
                 order by next_attempt_at, id limit :line)
                union all
                (select id, user_id, account_id, urgent, next_attempt_at from mail_outbox where not urgent and %1$s
                 order by next_attempt_at, id limit :line)),
            turns as (
                select id, row_number() over (partition by coalesce(user_id, id)
                                              order by urgent desc, next_attempt_at, id) as turn
                from line where account_id is null or account_id <> all(:exhausted))
            select * from mail_outbox where id = any(array(select id from turns where turn <= :each)) and %1$s
            order by urgent desc, next_attempt_at, id limit :limit for update skip locked
            """.formatted(DUE);

    private static final String LOCK_NOTICES_OF = """
            select * from mail_outbox where %1$s and id = any(array(
                select id from (select id, account_id from mail_outbox where not urgent and %1$s
                                order by next_attempt_at, id limit :line) line
                where account_id = :account))
            order by next_attempt_at, id for update skip locked
            """.formatted(WAITING);

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
     * @param exhausted accounts that have had their share of this second: their notices are skipped
     */
    List<OutboxMail> lockDue(Instant now, int limit, ReplicaLoad busy, Set<AccountId> exhausted) {
        List<OutboxMail> found = lockDue(now, limit, busy, exhausted, Math.min(LINE, limit * SHORT_LINE_FOR_EACH));
        return found.size() == limit ? found : lockDue(now, limit, busy, exhausted, Math.max(LINE, limit));
    }

    private List<OutboxMail> lockDue(Instant now, int limit, ReplicaLoad busy, Set<AccountId> exhausted, int line) {
        return getSession()
                .createNativeQuery(LOCK_DUE, OutboxMail.class)
                .setParameter("now", now)
                .setParameter("kinds", KINDS, String[].class)
                .setParameter("claimed", busy.mails().toArray(UUID[]::new), UUID[].class)
                .setParameter("served", Id.values(busy.users()), UUID[].class)
                .setParameter("exhausted", Id.values(exhausted), UUID[].class)
                .setParameter("line", line)
                .setParameter("each", OF_A_USER)
                .setParameter("limit", limit)
                .getResultList();
    }

    /** Locks those notices of one account among the first in the queue that are due since before then. */
    List<OutboxMail> lockNotices(AccountId account, Instant dueBefore) {
        return getSession()
                .createNativeQuery(LOCK_NOTICES_OF, OutboxMail.class)
                .setParameter("kinds", KINDS, String[].class)
                .setParameter("now", dueBefore)
                .setParameter("account", account)
                .setParameter("line", LINE)
                .getResultList();
    }

    /** Locks the row, so that what an erasure changed meanwhile stays. */
    Optional<OutboxMail> lock(UUID id) {
        return RowLocks.lock(getSession(), OutboxMail.class, id);
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
