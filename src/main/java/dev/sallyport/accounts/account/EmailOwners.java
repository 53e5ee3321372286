package dev.sallyport.accounts.account;

import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.base.database.DeferredRows;
import dev.sallyport.base.database.NamedSql;
import dev.sallyport.base.database.Statements;
import dev.sallyport.base.ids.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.Session;

/**
 * Which user an email address belongs to. The table is distributed by the address and not by the user, so that a
 * sign-in finds its user in one place, and no two users ever have one address. Code that gives a user an address MUST
 * call this class in the same transaction.
 */
@ApplicationScoped
class EmailOwners {

    private static final NamedSql FIND = NamedSql.of("select user_id from user_email where email_hash = :hash");

    private static final String TAKE = "insert into user_email (email_hash, user_id) values (:hash, :user)";

    private static final String GIVE_UP = "delete from user_email where email_hash = :hash and user_id = :user";

    private final Session database;

    private final Statements statements;

    EmailOwners(Session database, Statements statements) {
        this.database = database;
        this.statements = statements;
    }

    /** The same with the next statement of the transaction. */
    DeferredRows<UserId> findLater(EmailAddress email) {
        return statements.of(FIND).set("hash", email.hash()).defer(row -> new UserId(row.uuid("user_id")));
    }

    Optional<UserId> find(EmailAddress email) {
        return statements.of(FIND).set("hash", email.hash()).first(row -> new UserId(row.uuid("user_id")));
    }

    /**
     * Gives the address to the user.
     *
     * @throws org.hibernate.exception.ConstraintViolationException if it belongs to a user already, which may be one of
     *     a transaction that is waited for: see {@link EmailUniqueness}
     */
    void take(EmailAddress email, UserId user) {
        database.createNativeMutationQuery(TAKE)
                .setParameter("hash", email.hash())
                .setParameter("user", user)
                .executeUpdate();
    }

    /** Frees the address of the user for others. */
    void giveUp(EmailAddress email, UserId user) {
        database.createNativeMutationQuery(GIVE_UP)
                .setParameter("hash", email.hash())
                .setParameter("user", user)
                .executeUpdate();
    }
}
