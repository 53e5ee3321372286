package dev.sallyport.policies.compliance;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.database.StatementBatch;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.Id;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.assurance.FactorMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Finds the reminders that are due. What it reads are the policies with a date near, and the members to remind. */
@ApplicationScoped
class ReminderRepository {

    private static final String DATED = """
            from two_factor_policy p join account a on a.id = p.account_id
            where a.erased_at is null and p.required and p.grace_period_ends_at > :now and p.grace_period_ends_at <= :soon
            """;

    private static final String ACCOUNTS = "select p.account_id " + DATED + "order by p.account_id";

    private static final String POLICY =
            "select p.account_id, a.name, p.grace_period_ends_at, p.announced_at, p.allowed_methods " + DATED
                    + "and p.account_id = :account";

    private static final String ACTIVE =
            "select id, email, locale from app_user where id = any(:users) and status = 'active' order by id";

    /**
     * The primary key decides which reminder is sent where a user is a member of two accounts with one date, or was
     * reminded of the date before.
     */
    private static final String MARK = """
            insert into two_factor_reminder (user_id, due_at, days, sent_at) values (?, ?, ?, ?)
            on conflict do nothing
            """;

    private final Session database;

    ReminderRepository(Session database) {
        this.database = database;
    }

    /**
     * A policy with a date.
     *
     * @param allowedMethods what members can use
     * @param announcedAt when the members were notified of it; null: not at all
     */
    record DatedPolicy(
            AccountId account,
            String name,
            Instant dueAt,
            List<FactorMethod> allowedMethods,
            @Nullable Instant announcedAt) {

        static DatedPolicy ofRow(Row row) {
            return new DatedPolicy(
                    new AccountId(row.uuid("account_id")),
                    row.text("name"),
                    row.instant("grace_period_ends_at"),
                    row.texts("allowed_methods").stream().map(FactorMethod::of).toList(),
                    row.find("announced_at", Instant.class).orElse(null));
        }
    }

    /** A member to remind. */
    record Recipient(UserId id, String email, @Nullable String locale) {

        static Recipient ofRow(Row row) {
            return new Recipient(
                    new UserId(row.uuid("id")),
                    row.text("email"),
                    row.find("locale", String.class).orElse(null));
        }
    }

    /** The accounts whose policy has a date ahead, but not by more than this. */
    List<AccountId> findDated(Instant now, Duration ahead) {
        return Row.column(database, ACCOUNTS, UUID.class)
                .setParameter("now", now)
                .setParameter("soon", now.plus(ahead))
                .stream()
                .map(AccountId::new)
                .toList();
    }

    /** The policy of an account, if it has such a date still. */
    Optional<DatedPolicy> findDated(AccountId account, Instant now, Duration ahead) {
        return Row.query(database, POLICY, DatedPolicy::ofRow)
                .setParameter("account", account)
                .setParameter("now", now)
                .setParameter("soon", now.plus(ahead))
                .getResultStream()
                .findFirst();
    }

    /**
     * Marks a reminder of these users as sent, and returns those to whom it was not. The caller MUST store their mails
     * in the outbox in the same transaction.
     */
    List<Recipient> mark(List<UserId> users, Instant dueAt, int days, Instant now) {
        List<Recipient> active = Row.query(database, ACTIVE, Recipient::ofRow)
                .setParameter("users", Id.values(users), UUID[].class)
                .getResultList();
        return StatementBatch.changed(
                database, MARK, active, user -> List.of(user.id().value(), dueAt, days, now));
    }
}
