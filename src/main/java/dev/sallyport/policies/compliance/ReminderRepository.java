package dev.sallyport.policies.compliance;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.policies.policy.FactorStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hibernate.Session;

@ApplicationScoped
class ReminderRepository {

    /**
     * Marks reminders as sent, and returns those that were not marked before. Replicas skip each other's members; if
     * two still meet, the primary key decides which one sends the reminder.
     */
    private static final String MARK = """
            with due as (
                select u.id as user_id, u.email, u.locale, a.id as account_id, a.name as account,
                       p.grace_period_ends_at as due_at, kind.days
                from two_factor_policy p
                cross join lateral (select case when p.grace_period_ends_at <= :inADay then 1
                                                when p.grace_period_ends_at <= :inAWeek then 7
                                                else 14 end as days) kind
                join account a on a.id = p.account_id
                join membership m on m.account_id = p.account_id
                join app_user u on u.id = m.user_id
                where p.required and p.grace_period_ends_at > :now and p.grace_period_ends_at <= :inTwoWeeks
                  and u.status = 'active'
                  and greatest(p.grace_period_ends_at - make_interval(hours => 24 * kind.days), m.created_at)
                      > coalesce(p.announced_at, '-infinity')
                  and not exists (select from two_factor_reminder r
                                  where r.user_id = u.id and r.due_at = p.grace_period_ends_at and r.days = kind.days)
                  and %s = 'nothing'
                limit :limit
                for no key update of m skip locked),
            marked as (
                insert into two_factor_reminder (user_id, due_at, days, sent_at)
                select user_id, due_at, days, cast(:now as timestamptz) from due
                on conflict do nothing
                returning user_id, due_at, days)
            select distinct on (due.user_id, due.due_at) due.user_id, due.email, due.locale, due.account_id,
                due.account, due.due_at
            from due join marked using (user_id, due_at, days)
            """.formatted(FactorStatus.SQL);

    private final Session database;

    ReminderRepository(Session database) {
        this.database = database;
    }

    /** A member to remind. */
    record Reminder(UserId userId, String email, String locale, AccountId accountId, String account, Instant dueAt) {

        static Reminder ofRow(Row row) {
            return new Reminder(
                    new UserId(row.uuid("user_id")),
                    row.text("email"),
                    row.text("locale"),
                    new AccountId(row.uuid("account_id")),
                    row.text("account"),
                    row.instant("due_at"));
        }
    }

    /** Takes at most so many due reminders. The caller MUST store their mails in the outbox in the same transaction. */
    List<Reminder> mark(Instant now, int limit) {
        return Row.query(database, MARK, Reminder::ofRow)
                .setParameter("now", now)
                .setParameter("inADay", now.plus(Duration.ofDays(1)))
                .setParameter("inAWeek", now.plus(Duration.ofDays(7)))
                .setParameter("inTwoWeeks", now.plus(Duration.ofDays(14)))
                .setParameter("limit", limit)
                .getResultList();
    }
}
