package dev.sallyport.accounts.account;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.database.StatementBatch;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.Id;
import dev.sallyport.base.ids.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

/** Keeps what users are searched by, in the transactions that change their addresses and memberships. */
@ApplicationScoped
class SearchWords {

    /** The scope of the whole service, and before every id. */
    private static final UUID SERVICE = Id.NIL;

    private static final String ADD =
            "insert into search_word (user_id, scope_id, word) values (?, ?, ?) on conflict do nothing";

    private static final String WORDS = "select word from search_word where user_id = :user and scope_id = :scope";

    private static final String SCOPES = "select distinct scope_id from search_word where user_id = :user";

    private static final String REMOVE = "delete from search_word where user_id = :user";

    private static final String LEAVE = REMOVE + " and scope_id = :scope";

    /** A user whose address has two such words is found by the first. */
    private static final String FIND = """
            select w.user_id, w.word from search_word w
            where w.scope_id = :scope and w.word >= :term and w.word < :end and (w.word, w.user_id) > (:word, :after)
              and not exists (select from search_word o where o.user_id = w.user_id and o.scope_id = w.scope_id
                                                         and o.word >= :term and o.word < w.word)
            order by w.word, w.user_id limit :limit
            """;

    private final Session database;

    SearchWords(Session database) {
        this.database = database;
    }

    /** A user whose row is about to be written. */
    void add(UserId user, String email) {
        add(user, List.of(SERVICE), SearchTerm.words(email));
    }

    private void add(UserId user, List<UUID> scopes, List<String> words) {
        database.flush(); // the bare driver, which sends the words together, does not write the user first
        List<List<Object>> rows = scopes.stream()
                .flatMap(scope -> words.stream().map(word -> List.<Object>of(user.value(), scope, word)))
                .toList();
        StatementBatch.changed(database, ADD, rows, row -> row);
    }

    /** The account finds the user from now on. */
    void join(UserId user, AccountId account) {
        List<String> words = Row.column(database, WORDS, String.class)
                .setParameter("user", user)
                .setParameter("scope", SERVICE, UUID.class)
                .getResultList();
        add(user, List.of(account.value()), words);
    }

    void leave(UserId user, AccountId account) {
        database.createNativeMutationQuery(LEAVE)
                .setParameter("user", user)
                .setParameter("scope", account)
                .executeUpdate();
    }

    /** The user has another address, in every account. */
    void replace(UserId user, String email) {
        List<UUID> scopes = Row.column(database, SCOPES, UUID.class)
                .setParameter("user", user)
                .getResultList();
        database.createNativeMutationQuery(REMOVE).setParameter("user", user).executeUpdate();
        add(user, scopes, SearchTerm.words(email));
    }

    /** Users of the whole service, in the order of the word by which they are found. */
    List<FoundUser> find(SearchTerm term, Optional<FoundUser> after, int limit) {
        return Row.query(database, FIND, row -> new FoundUser(new UserId(row.uuid("user_id")), row.text("word")))
                .setParameter("scope", SERVICE, UUID.class)
                .setParameter("term", term.text())
                .setParameter("end", term.end())
                .setParameter("word", after.map(FoundUser::word).orElse(""))
                .setParameter("after", after.map(last -> last.id().value()).orElse(Id.NIL), UUID.class)
                .setParameter("limit", limit)
                .getResultList();
    }
}
