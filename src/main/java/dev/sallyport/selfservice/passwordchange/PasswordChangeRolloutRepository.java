package dev.sallyport.selfservice.passwordchange;

import dev.sallyport.base.database.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.Session;

/** The required changes of passwords that have not reached every member. */
@ApplicationScoped
class PasswordChangeRolloutRepository {

    private static final String ADD = """
            insert into password_change_rollout (account_id, id, account_name, begun_at, members, done, last_user)
            values (:account, :id, :name, :begun, :members, :done, :last)
            """;

    /** The one that has come the least far: a small account does not wait for a large one. */
    private static final String TAKE =
            "select * from password_change_rollout order by done, account_id, id limit 1 for update skip locked";

    private static final String ADVANCE = """
            update password_change_rollout set done = :done, last_user = :last where account_id = :account and id = :id
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

    /** Locks a rollout that no other transaction is at. */
    Optional<PasswordChangeRollout> take() {
        return Row.query(database, TAKE, PasswordChangeRollout::ofRow)
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

    void remove(PasswordChangeRollout rollout) {
        database.createNativeMutationQuery(
                        "delete from password_change_rollout where account_id = :account and id = :id")
                .setParameter("account", rollout.account().id())
                .setParameter("id", rollout.account().change())
                .executeUpdate();
    }
}
