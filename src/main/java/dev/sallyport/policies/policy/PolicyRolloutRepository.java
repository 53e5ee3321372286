package dev.sallyport.policies.policy;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.Id;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.NoticeRecipient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

/** The unfinished rollouts, and the members that each still has to reach. */
@ApplicationScoped
class PolicyRolloutRepository {

    private static final String ADD = """
            insert into policy_rollout (account_id, id, clears, mail_kind, due_at, begun_at, last_user, members, next_at)
            select cast(:account as uuid), cast(:id as uuid), :clears, cast(:kind as text),
                   cast(:due as timestamptz), cast(:begun as timestamptz), cast(:last as uuid), count(*), cast(:begun as timestamptz)
            from membership where account_id = :account
            """;

    /** The one that has come the least far: a small account does not wait for a large one. */
    private static final String TAKE = """
            select * from policy_rollout where next_at <= :now
            order by done, account_id, id limit 1 for update skip locked
            """;

    private static final String MEMBERS = """
            select user_id,
                   status = 'active' and not string_to_array(holds, ' ') && array_append(
                       (select allowed_methods from two_factor_policy where account_id = :account), 'sso_only')
                       as concerned
            from membership
            where account_id = :account and user_id > :last
            order by user_id limit :limit
            """;

    private static final String RECIPIENTS =
            "select id, email, locale from app_user where id = any(:users) order by id";

    private static final String ADVANCE = """
            update policy_rollout set done = :done, sessions_ended = :ended, last_user = :last, failures = 0
            where account_id = :account and id = :id
            """;

    private static final String POSTPONE = """
            update policy_rollout set failures = failures + 1, next_at = :next
            where account_id = :account and id = :id
            """;

    /** A notice is worth sending while a factor is required and no later change has a notice of its own. */
    private static final String IS_CURRENT = """
            select exists (select from two_factor_policy where account_id = :account and required)
               and not exists (select from policy_rollout r
                               where r.account_id = :account and r.id > :id and r.mail_kind is not null)
            """;

    private static final String PROGRESS =
            "select sum(done) as done, sum(members) as members from policy_rollout where account_id = :account";

    private final Session database;

    PolicyRolloutRepository(Session database) {
        this.database = database;
    }

    /** A member; {@code concerned} if they have no second factor that the policy allows. */
    record Reached(UserId id, boolean concerned) {

        static Reached ofRow(Row row) {
            return new Reached(new UserId(row.uuid("user_id")), row.flag("concerned"));
        }
    }

    void add(PolicyRollout rollout) {
        database.createNativeMutationQuery(ADD)
                .setParameter("account", rollout.account())
                .setParameter("id", rollout.id())
                .setParameter("clears", rollout.clears())
                .setParameter("kind", rollout.notice().map(MailKind::text).orElse(null), String.class)
                .setParameter("due", rollout.dueAt().orElse(null), Instant.class)
                .setParameter("begun", rollout.begunAt())
                .setParameter("last", rollout.reached().last())
                .executeUpdate();
    }

    /** Locks a rollout that is due, and that no other transaction has locked. */
    Optional<PolicyRollout> take(Instant now) {
        return Row.query(database, TAKE, PolicyRollout::ofRow)
                .setParameter("now", now)
                .getResultStream()
                .findFirst();
    }

    /** The next members. */
    List<Reached> next(PolicyRollout rollout, int limit) {
        return Row.query(database, MEMBERS, Reached::ofRow)
                .setParameter("account", rollout.account())
                .setParameter("last", rollout.reached().last())
                .setParameter("limit", limit)
                .getResultList();
    }

    /** Where to write to these users. The mail does not tell them where the change was made. */
    List<NoticeRecipient> recipients(List<UserId> users) {
        return Row.query(database, RECIPIENTS, PolicyRolloutRepository::recipient)
                .setParameter("users", Id.values(users), UUID[].class)
                .getResultList();
    }

    private static NoticeRecipient recipient(Row row) {
        return new NoticeRecipient(
                new UserId(row.uuid("id")),
                row.text("email"),
                row.find("locale", String.class).orElse(null),
                "");
    }

    boolean isNoticeCurrent(PolicyRollout rollout) {
        return Row.column(database, IS_CURRENT, Boolean.class)
                .setParameter("account", rollout.account())
                .setParameter("id", rollout.id())
                .getSingleResult();
    }

    void advance(PolicyRollout rollout) {
        database.createNativeMutationQuery(ADVANCE)
                .setParameter("account", rollout.account())
                .setParameter("id", rollout.id())
                .setParameter("done", rollout.reached().done())
                .setParameter("ended", rollout.reached().sessionsEnded())
                .setParameter("last", rollout.reached().last())
                .executeUpdate();
    }

    /** Lets the others go first until then. */
    void postpone(PolicyRollout rollout, Instant next) {
        database.createNativeMutationQuery(POSTPONE)
                .setParameter("account", rollout.account())
                .setParameter("id", rollout.id())
                .setParameter("next", next)
                .executeUpdate();
    }

    void remove(PolicyRollout rollout) {
        database.createNativeMutationQuery("delete from policy_rollout where account_id = :account and id = :id")
                .setParameter("account", rollout.account())
                .setParameter("id", rollout.id())
                .executeUpdate();
    }

    /** The combined progress of an account's rollouts; empty if there is none. */
    Optional<PolicyView.Applying> progress(AccountId account) {
        return Row.query(database, PROGRESS, PolicyRolloutRepository::progress)
                .setParameter("account", account)
                .getSingleResult();
    }

    private static Optional<PolicyView.Applying> progress(Row row) {
        return row.find("members", Long.class).map(members -> PolicyView.Applying.of(row.count("done"), members));
    }
}
