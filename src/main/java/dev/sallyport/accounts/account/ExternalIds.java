package dev.sallyport.accounts.account;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

/**
 * Which user an external id belongs to: the id that the user has in another system. Code that gives a user an external
 * id MUST call this class in the same transaction.
 */
@ApplicationScoped
class ExternalIds {

    private static final String FIND = "select user_id from user_external_id where external_id = :externalId";

    private static final String TAKE =
            "insert into user_external_id (external_id, user_id) values (:externalId, :user)";

    private static final String GIVE_UP =
            "delete from user_external_id where external_id = :externalId and user_id = :user";

    private final Session database;

    ExternalIds(Session database) {
        this.database = database;
    }

    Optional<UserId> find(String externalId) {
        return Row.column(database, FIND, UUID.class)
                .setParameter("externalId", externalId)
                .uniqueResultOptional()
                .map(UserId::new);
    }

    /**
     * Gives the external id to the user.
     *
     * @throws org.hibernate.exception.ConstraintViolationException if it belongs to a user already
     */
    void take(String externalId, UserId user) {
        database.createNativeMutationQuery(TAKE)
                .setParameter("externalId", externalId)
                .setParameter("user", user)
                .executeUpdate();
    }

    /**
     * The same, or false if it belongs to a user already. It waits for a transaction that is giving it to another one.
     */
    boolean claim(String externalId, UserId user) {
        return database.createNativeMutationQuery(TAKE + " on conflict do nothing")
                        .setParameter("externalId", externalId)
                        .setParameter("user", user)
                        .executeUpdate()
                == 1;
    }

    /** Frees the external id of the user for others. */
    void giveUp(String externalId, UserId user) {
        database.createNativeMutationQuery(GIVE_UP)
                .setParameter("externalId", externalId)
                .setParameter("user", user)
                .executeUpdate();
    }
}
