package dev.sallyport.selfservice.passwordchange;

import dev.sallyport.base.database.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.Session;

/** The required changes of passwords that have not reached every member. */
@ApplicationScoped
class PasswordChangeRolloutRepository {

    private static final String ADD = """
            insert into password_change_rollout
                (account_id, id, account_name, begun_at, members, done, last_user, next_at)
            values (:account, :id, :name, :begun, :members, :done, :last, :begun)
            """;

    /**
     * The one that has come the least far: a small account does not wait for a large one. There is no index for it: the
     * table has only rollouts in progress.
     */
    private static final String TAKE = """
            select * from password_change_rollout where next_at <= :now
            order by done, account_id, id limit 1 for update skip locked
            """;

    private static final String ADVANCE = """
            update password_change_rollout set done = :done, last_user = :last, failures = 0
            where account_id = :account and id = :id
            """;

    private static final String POSTPONE = """
            update password_change_rollout set failures = failures + 1, next_at = :next
            where account_id = :account and id = :id
            """;

    private final Session database;

    PasswordChangeRolloutRepository(Session database) {
        this.database = database;
    }

    void add(PasswordChangeRollout rollout) {
        database.createNativeMutationQuery(ADD)
                .setParameter("account", rollout.account().id())
                .setParameter("id", rollout.account().change())
                .setParameter("name", rollout.account().name())
                .setParameter("begun", rollout.begunAt())
                .setParameter("members", rollout.members())
                .setParameter("done", rollout.done())
                .setParameter("last", rollout.last())
                .executeUpdate();
    }

    /** Locks a rollout that is due, and that no other transaction is at. */
    Optional<PasswordChangeRollout> take(Instant now) {
        return Row.query(database, TAKE, PasswordChangeRollout::ofRow)
                .setParameter("now", now)
                .getResultStream()
                .findFirst();
    }

    void advance(PasswordChangeRollout rollout) {
        database.createNativeMutationQuery(ADVANCE)
                .setParameter("account", rollout.account().id())
                .setParameter("id", rollout.account().change())
                .setParameter("done", rollout.done())
                .setParameter("last", rollout.last())
                .executeUpdate();
    }

    /** Lets the others go first until then. */
    void postpone(PasswordChangeRollout rollout, Instant next) {
        database.createNativeMutationQuery(POSTPONE)
                .setParameter("account", rollout.account().id())
                .setParameter("id", rollout.account().change())
                .setParameter("next", next)
                .executeUpdate();
    }

    void remove(PasswordChangeRollout rollout) {
        database.createNativeMutationQuery(
                        "delete from password_change_rollout where account_id = :account and id = :id")
                .setParameter("account", rollout.account().id())
                .setParameter("id", rollout.account().change())
                .executeUpdate();
    }
}
