package dev.sallyport.policies.compliance;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.Id;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.policies.policy.AccountPolicy;
import dev.sallyport.policies.policy.FactorStatus;
import dev.sallyport.security.assurance.HeldMethods;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.Session;

/**
 * Reads the members of one account, by pages in the order of their ids. What a member has to show is in the membership
 * and indexed, so that a page costs its own length; of the users, only those of the page are read.
 */
@ApplicationScoped
class MemberRepository {

    private static final String ALL = """
            select user_id, role, holds from membership
            where account_id = :account and user_id > :after order by user_id limit :limit
            """;

    /** The index has the members with each value in order: so much of each as the page can hold is merged. */
    private static final String HOLDING = """
            select m.user_id, m.role, m.holds from unnest(cast(:holding as text[])) as each (value)
            cross join lateral (
                select user_id, role, holds from membership
                where account_id = :account and holds = each.value and user_id > :after order by user_id limit :limit) m
            order by m.user_id limit :limit
            """;

    private static final String EMAILS = "select id, email from app_user where id = any(:users)";

    /** Counts entries of an index, which costs a hundredth of a second for 100,000 members. */
    private static final String COUNT =
            "select holds, count(*) as members from membership where account_id = :account group by holds";

    private final Session database;

    private record Email(UserId user, String email) {

        static Email ofRow(Row row) {
            return new Email(new UserId(row.uuid("id")), row.text("email"));
        }
    }

    /** How many members have this to show. */
    private record Count(HeldMethods holds, long members) {

        static Count ofRow(Row row) {
            return new Count(HeldMethods.of(row.text("holds")), row.count("members"));
        }
    }

    MemberRepository(Session database) {
        this.database = database;
    }

    /** @param holding what the members have who are meant; empty for all members */
    List<MemberRow> find(AccountId account, Optional<List<String>> holding, Optional<UserId> after, int limit) {
        var page = Row.query(database, holding.isPresent() ? HOLDING : ALL, MemberRow::ofRow)
                .setParameter("account", account)
                .setParameter("after", after.orElse(UserId.NONE))
                .setParameter("limit", limit);
        holding.ifPresent(values -> page.setParameter("holding", values.toArray(String[]::new), String[].class));
        List<MemberRow> rows = page.getResultList();
        Map<UserId, String> emails = emails(rows.stream().map(MemberRow::id).toList());
        return rows.stream()
                .map(row -> row.withEmail(emails.getOrDefault(row.id(), "")))
                .toList();
    }

    private Map<UserId, String> emails(List<UserId> users) {
        return Row.query(database, EMAILS, Email::ofRow)
                .setParameter("users", Id.values(users), UUID[].class)
                .getResultStream()
                .collect(Collectors.toMap(Email::user, Email::email));
    }

    Map<FactorStatus, Long> count(AccountId account, AccountPolicy policy) {
        Map<FactorStatus, Long> counts = new EnumMap<>(FactorStatus.class);
        Row.query(database, COUNT, Count::ofRow)
                .setParameter("account", account)
                .getResultList()
                .forEach(count -> counts.merge(policy.statusOf(count.holds()), count.members(), Long::sum));
        return counts;
    }
}
