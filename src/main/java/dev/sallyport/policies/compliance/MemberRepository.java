package dev.sallyport.policies.compliance;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.policies.policy.FactorStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

/** Reads the members of one account with their factors, from tables of other packages too. */
@ApplicationScoped
class MemberRepository {

    private static final String PAGE = """
            select member.* from (
                select u.id, u.email, m.role, %s as holds
                from membership m join app_user u on u.id = m.user_id
                where m.account_id = :account and m.user_id > :after) member
            where :holds = 'any' or member.holds = :holds
            order by member.id limit :limit
            """.formatted(FactorStatus.SQL);

    private static final String COUNT = """
            select member.holds, count(*) as members from (
                select %s as holds from membership m join app_user u on u.id = m.user_id
                where m.account_id = :account) member
            group by member.holds
            """.formatted(FactorStatus.SQL);

    private static final UserId FIRST = new UserId(new UUID(0, 0));

    private final Session database;

    /** How many members have this to show. */
    private record Count(FactorStatus holds, long members) {

        static Count ofRow(Row row) {
            return new Count(FactorStatus.of(row.text("holds")), row.count("members"));
        }
    }

    MemberRepository(Session database) {
        this.database = database;
    }

    List<MemberRow> find(AccountId account, Optional<FactorStatus> holds, Optional<UserId> after, int limit) {
        return Row.query(database, PAGE, MemberRow::ofRow)
                .setParameter("account", account)
                .setParameter("after", after.orElse(FIRST))
                .setParameter("holds", holds.map(FactorStatus::text).orElse("any"))
                .setParameter("limit", limit)
                .getResultList();
    }

    Map<FactorStatus, Long> count(AccountId account) {
        Map<FactorStatus, Long> counts = new EnumMap<>(FactorStatus.class);
        Row.query(database, COUNT, Count::ofRow)
                .setParameter("account", account)
                .getResultList()
                .forEach(count -> counts.put(count.holds(), count.members()));
        return counts;
    }
}
