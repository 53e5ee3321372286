package dev.sallyport.selfservice.member;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.sessions.session.HeldFactors;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/** Reads members with the state of their sign-in in one query, which looks into the tables of other packages for it. */
@ApplicationScoped
class MemberListRepository {

    /** In the order of the ids, by which the index of memberships is read, so that a page costs its own length. */
    private static final String LIST = """
            select id, email, role, status, created_at, last_sign_in, strong, locked_until from (
                select u.id, u.email, m.role, u.status, m.created_at,
                       greatest((select s.created_at from session s where s.user_id = u.id
                                 order by s.created_at desc limit 1),
                                (select e.at from audit_event e
                                 where e.user_id = u.id and e.type = 'authn_login_success'
                                 order by e.id desc limit 1)) as last_sign_in,
                       %s as strong,
                       (select f.locked_until from failed_attempts f
                        where f.user_id = u.id and f.locked_until > :now) as locked_until
                from membership m join app_user u on u.id = m.user_id
                where m.account_id = :account
                union all
                select i.id, i.email, i.role, 'invited', i.created_at, null, null, null
                from invitation i where i.account_id = :account and i.expires_at > :now) member
            where true""".formatted(HeldFactors.authenticator("u.id"));

    private final Session database;

    MemberListRepository(Session database) {
        this.database = database;
    }

    /** One more than the page holds. */
    List<ListedMember> find(AccountId account, MemberQuery query, Instant now) {
        Map<String, Object> conditions = conditions(query);
        StringBuilder sql = new StringBuilder(LIST);
        conditions.keySet().forEach(condition -> sql.append(" and ").append(condition));
        sql.append(" order by id limit :limit");
        NativeQuery<ListedMember> prepared = Row.query(database, sql.toString(), ListedMember::ofRow)
                .setParameter("account", account)
                .setParameter("now", now)
                .setParameter("limit", query.limit() + 1);
        conditions.forEach((condition, value) ->
                prepared.setParameter(condition.substring(condition.lastIndexOf(':') + 1), value));
        return prepared.getResultList();
    }

    /** Each ends with the name of its value. */
    private static Map<String, Object> conditions(MemberQuery query) {
        Map<String, Object> conditions = new LinkedHashMap<>();
        query.after().ifPresent(id -> conditions.put("id > :after", id));
        query.role().ifPresent(role -> conditions.put("role = :role", role));
        query.status().ifPresent(status -> conditions.put("status = :status", status));
        query.twoFactorEnabled().ifPresent(strong -> conditions.put("strong = :strong", strong));
        query.locked()
                .ifPresent(locked ->
                        conditions.put("status <> 'invited' and (locked_until is not null) = :locked", locked));
        query.lastSignInBefore()
                .ifPresent(end ->
                        conditions.put("status <> 'invited' and coalesce(last_sign_in, '-infinity') < :before", end));
        query.lastSignInSince().ifPresent(start -> conditions.put("last_sign_in >= :since", start));
        return conditions;
    }
}
