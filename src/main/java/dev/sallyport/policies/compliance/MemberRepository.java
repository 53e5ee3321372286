package dev.sallyport.policies.compliance;

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
            select member.holds, count(*) from (
                select %s as holds from membership m join app_user u on u.id = m.user_id
                where m.account_id = :account) member
            group by member.holds
            """.formatted(FactorStatus.SQL);

    private static final UserId FIRST = new UserId(new UUID(0, 0));

    private final Session database;

    MemberRepository(Session database) {
        this.database = database;
    }

    List<MemberRow> find(AccountId account, Optional<FactorStatus> holds, Optional<UserId> after, int limit) {
        return database
                .createNativeQuery(PAGE, Object[].class)
                .setParameter("account", account)
                .setParameter("after", after.orElse(FIRST))
                .setParameter("holds", holds.map(FactorStatus::text).orElse("any"))
                .setParameter("limit", limit)
                .getResultList()
                .stream()
                .map(row -> new MemberRow(
                        new UserId((UUID) row[0]), (String) row[1], (String) row[2], FactorStatus.of((String) row[3])))
                .toList();
    }

    Map<FactorStatus, Long> count(AccountId account) {
        Map<FactorStatus, Long> counts = new EnumMap<>(FactorStatus.class);
        database.createNativeQuery(COUNT, Object[].class)
                .setParameter("account", account)
                .getResultList()
                .forEach(row -> counts.put(FactorStatus.of((String) row[0]), (Long) row[1]));
        return counts;
    }
}
