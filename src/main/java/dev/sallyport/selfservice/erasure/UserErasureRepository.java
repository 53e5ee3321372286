package dev.sallyport.selfservice.erasure;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.Session;

/** The erasures that wait for their time, and those that have not finished. */
@ApplicationScoped
class UserErasureRepository {

    private static final String FIND = "select * from user_erasure where user_id = :user";

    private static final String LOCK_DUE = FIND + " and due_at <= :now for update skip locked";

    private static final String DUE = "select user_id from user_erasure where due_at <= :now order by due_at limit 20";

    private static final String WAITING =
            "select user_id from user_erasure where user_id = any(:users) and stage = 'waiting'";

    private static final String SAVE = """
            insert into user_erasure (user_id, requested_at, with_accounts, stage, due_at, reached)
            values (:user, :requested, :accounts, :stage, :due, :reached)
            on conflict (user_id) do update
                set stage = excluded.stage, due_at = excluded.due_at, reached = excluded.reached, failures = 0
            """;

    private static final String POSTPONE = """
            update user_erasure set due_at = :next, failures = failures + 1
            where user_id = :user and requested_at = :requested and stage = :stage and due_at = :due
            """;

    private static final String REMOVE = "delete from user_erasure where user_id = :user";

    private final Session database;

    UserErasureRepository(Session database) {
        this.database = database;
    }

    /** The erasure that the user waits for, or that continues after the user is gone. */
    Optional<UserErasure> find(UserId user) {
        return Row.query(database, FIND, UserErasure::ofRow)
                .setParameter("user", user)
                .getResultStream()
                .findFirst();
    }

    /** Some erasures that are due, the oldest first. */
    List<UserId> findDue(Instant now) {
        return Row.column(database, DUE, UUID.class).setParameter("now", now).stream()
                .map(UserId::new)
                .toList();
    }

    /** Those of these users who wait for their erasure. */
    Set<UserId> waiting(Collection<UserId> users) {
        return Row.column(database, WAITING, UUID.class)
                .setParameter("users", users.stream().map(UserId::value).toArray(UUID[]::new), UUID[].class)
                .stream()
                .map(UserId::new)
                .collect(Collectors.toSet());
    }

    /** Locks an erasure that is still due; empty if another replica has locked it, or was first. */
    Optional<UserErasure> lockDue(UserId user, Instant now) {
        return Row.query(database, LOCK_DUE, UserErasure::ofRow)
                .setParameter("user", user)
                .setParameter("now", now)
                .getResultStream()
                .findFirst();
    }

    void save(UserErasure erasure) {
        database.createNativeMutationQuery(SAVE)
                .setParameter("user", erasure.user())
                .setParameter("requested", erasure.requestedAt())
                .setParameter("accounts", erasure.withAccounts())
                .setParameter("stage", erasure.stage().text())
                .setParameter("due", erasure.dueAt())
                .setParameter("reached", erasure.reached().orElse(null), UUID.class)
                .executeUpdate();
    }

    /** Lets an erasure whose step has failed wait until then, unless it has changed since. */
    void postpone(UserErasure erasure, Instant next) {
        database.createNativeMutationQuery(POSTPONE)
                .setParameter("user", erasure.user())
                .setParameter("requested", erasure.requestedAt())
                .setParameter("stage", erasure.stage().text())
                .setParameter("due", erasure.dueAt())
                .setParameter("next", next)
                .executeUpdate();
    }

    /** False if there was none. */
    boolean remove(UserId user) {
        return database.createNativeMutationQuery(REMOVE)
                        .setParameter("user", user)
                        .executeUpdate()
                > 0;
    }
}
