package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.SearchTerm;
import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.Id;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.pagination.Cursor;
import dev.sallyport.base.pagination.WordCursor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.Session;

/**
 * Reads the members of an account. The cost of a page depends on its length only, whatever the filter: the memberships
 * hold what it looks for, and have an index in the order of the list for each filter that few members pass.
 */
@ApplicationScoped
class MemberListRepository {

    static final String MEMBERS = """
            select user_id, role, status, created_at, last_sign_in_at, last_sign_in_day,
                   second_factors <> '' as second_factor,
                   case when locked_until > :now then locked_until end as locked_until
            from membership where account_id = :account
            """;

    /** A member whose address has two such words is found by the first. */
    static final String SEARCH = """
            select w.word, m.user_id, role, status, created_at, last_sign_in_at, last_sign_in_day,
                   second_factors <> '' as second_factor,
                   case when locked_until > :now then locked_until end as locked_until
            from search_word w join membership m on m.user_id = w.user_id and m.account_id = w.scope_id
            where w.scope_id = :account and w.word >= :term and w.word < :end
              and (w.word, w.user_id) > (:word, :afterWord)
              and not exists (select from search_word o where o.user_id = w.user_id and o.scope_id = w.scope_id
                                                         and o.word >= :term and o.word < w.word)
            """;

    static final String SEARCH_ORDER = " order by w.word, w.user_id limit :limit";

    private static final String INVITED =
            "select id, email, role, created_at from invitation where account_id = :account and expires_at > :now ";

    private static final String SHOWN = """
            select u.id, u.email, c.reset_required_at is not null as password_change_required
            from app_user u left join password_credential c on c.user_id = u.id
            where u.id = any(:users)
            """;

    private final Session database;

    MemberListRepository(Session database) {
        this.database = database;
    }

    /** One more than the page holds, or some more, in no order. */
    Stream<MemberListRow> findMembers(AccountId account, MemberQuery query, Instant now) {
        return Stream.of(query.holding()).flatMap(holding -> findMembers(account, query, holding, now));
    }

    private Stream<MemberListRow> findMembers(AccountId account, MemberQuery query, String holding, Instant now) {
        MemberConditions conditions = MemberConditions.of(query, holding);
        String sql = MEMBERS + conditions.sql() + " order by " + query.order() + " limit :limit";
        var page = Row.query(database, sql, MemberListRow::ofMember)
                .setParameter("account", account)
                .setParameter("now", now)
                .setParameter("limit", query.limit() + 1);
        conditions.values().forEach(page::setParameter);
        return page.getResultStream();
    }

    /** The same of invited users, in the order of their ids. */
    Stream<MemberListRow> findInvited(AccountId account, MemberQuery query, Instant now) {
        String sql = INVITED
                + query.after().map(end -> "and id > :after ").orElse("")
                + query.role().map(role -> "and role = :role ").orElse("")
                + "order by id limit :limit";
        var page = Row.query(database, sql, MemberListRow::ofInvited)
                .setParameter("account", account)
                .setParameter("now", now)
                .setParameter("limit", query.limit() + 1);
        query.after().map(Cursor::lastId).ifPresent(id -> page.setParameter("after", id));
        query.role().ifPresent(role -> page.setParameter("role", role.text()));
        return page.getResultStream();
    }

    /** One more than the page holds, in the order of the word that was found. */
    Stream<MemberListRow> searchMembers(AccountId account, MemberQuery query, SearchTerm term, Instant now) {
        MemberConditions conditions = MemberConditions.of(query, query.holding()[0]);
        var page = Row.query(database, SEARCH + conditions.sql() + SEARCH_ORDER, MemberListRow::ofFound)
                .setParameter("account", account)
                .setParameter("now", now)
                .setParameter("term", term.text())
                .setParameter("end", term.end())
                .setParameter("word", query.afterWord().map(WordCursor::word).orElse(""))
                .setParameter(
                        "afterWord", query.afterWord().map(WordCursor::lastId).orElse(Id.NIL))
                .setParameter("limit", query.limit() + 1);
        conditions.values().forEach(page::setParameter);
        return page.getResultStream();
    }

    /** The invited users who are found. They are few: an account invites some hundred an hour, for a week. */
    Stream<MemberListRow> searchInvited(AccountId account, MemberQuery query, SearchTerm term, Instant now) {
        String sql = INVITED + query.role().map(role -> "and role = :role ").orElse("");
        var all = Row.query(database, sql, MemberListRow::ofInvited)
                .setParameter("account", account)
                .setParameter("now", now);
        query.role().ifPresent(role -> all.setParameter("role", role.text()));
        return all.getResultStream()
                .flatMap(row -> term.match(Objects.requireNonNull(row.email())).map(row::foundBy).stream())
                .filter(row ->
                        query.afterWord().filter(end -> !row.isBehind(end)).isEmpty());
    }

    /** The rows as they are shown, with more of the users, which is read by the ids of this page alone. */
    List<ListedMember> views(List<MemberListRow> rows) {
        UUID[] users = Id.values(rows.stream().map(MemberListRow::id).toList());
        Map<UserId, MemberDetails> shown = Row.query(database, SHOWN, MemberDetails::ofRow)
                .setParameter("users", users, UUID[].class)
                .getResultStream()
                .collect(Collectors.toMap(MemberDetails::id, user -> user));
        return rows.stream()
                .map(row -> ListedMember.of(row, Optional.ofNullable(shown.get(row.id()))))
                .toList();
    }
}
