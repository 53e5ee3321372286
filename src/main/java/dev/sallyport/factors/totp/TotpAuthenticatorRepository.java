package dev.sallyport.factors.totp;

import dev.sallyport.base.database.DeferredRows;
import dev.sallyport.base.database.NamedSql;
import dev.sallyport.base.database.Row;
import dev.sallyport.base.database.RowLocks;
import dev.sallyport.base.database.Statements;
import dev.sallyport.base.ids.AuthenticatorId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.factor.AuthenticatorStatus;
import dev.sallyport.policies.policy.AllowedMethod;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class TotpAuthenticatorRepository implements PanacheRepositoryBase<TotpAuthenticator, AuthenticatorId> {

    private static final String DELETE_PENDING = """
            delete from totp_authenticator where user_id = :user and status = 'pending' returning id, holder_id
            """;

    private static final String REMEMBER = """
            insert into voided_authenticator (user_id, id, holder_id, voided_at) values (:user, :id, :holder, :now)
            """;

    /** A pending authenticator that was deleted, and the session or challenge that had begun it. */
    private record Voided(UUID id, Optional<UUID> holder) {

        static Voided ofRow(Row row) {
            return new Voided(row.uuid("id"), row.find("holder_id", UUID.class));
        }
    }

    private static final String IS_VOIDED = "select exists (select from voided_authenticator"
            + " where id = :id and user_id = :user and holder_id = :holder)";

    private static final NamedSql SPEND =
            NamedSql.of("update totp_authenticator set last_spent_step = :step, last_used_at = :now"
                    + " where id = :id and user_id = :user and status = 'active' and last_spent_step < :step and "
                    + AllowedMethod.TOTP.usableBy(":user", ":now"));

    private static final NamedSql FIND_ACTIVE = NamedSql.of("""
            select id, user_id, sealed_secret, algorithm, digits, period, last_spent_step,
                   coalesce(last_used_at, confirmed_at) as last_right
            from totp_authenticator where user_id = :user and status = 'active' order by created_at, id
            """);

    private final Statements database;

    TotpAuthenticatorRepository(Statements database) {
        this.database = database;
    }

    List<ActiveTotp> findActive(UserId user) {
        return database.of(FIND_ACTIVE).set("user", user).list(ActiveTotp::ofRow);
    }

    /** The same with what the transaction sends next. */
    DeferredRows<ActiveTotp> findActiveLater(UserId user) {
        return database.of(FIND_ACTIVE).set("user", user).defer(ActiveTotp::ofRow);
    }

    /** What counts, and what this session or enrollment token has begun in the epoch that lasts. */
    List<TotpAuthenticator> findSeenBy(UUID holder, UserId user) {
        return list(
                "userId = ?1 and (status <> ?2 or holderId = ?3"
                        + " and holderEpoch = (select u.epoch from AppUser u where u.id = ?1)) order by createdAt, id",
                user,
                AuthenticatorStatus.PENDING,
                holder);
    }

    Optional<TotpAuthenticator> findOwned(AuthenticatorId id, UserId user) {
        return find("id = ?1 and userId = ?2", id, user).firstResultOptional();
    }

    /** Locks the row, so that two confirmations are checked one after the other. */
    Optional<TotpAuthenticator> lockOwned(AuthenticatorId id, UserId user) {
        return RowLocks.lock(getSession(), TotpAuthenticator.class, id, find("id = ?1 and userId = ?2", id, user));
    }

    /**
     * One conditional update: of all requests with a code of this step or an older one, at most the first is true, and
     * none where {@link AllowedMethod#usableBy} leaves the app out.
     */
    boolean spend(AuthenticatorId id, UserId user, long step, Instant now) {
        return database.of(SPEND)
                        .set("step", step)
                        .set("now", now)
                        .set("id", id)
                        .set("user", user)
                        .execute()
                == 1;
    }

    void suspendAll(UserId user) {
        update(
                "status = ?1 where userId = ?2 and status = ?3",
                AuthenticatorStatus.SUSPENDED,
                user,
                AuthenticatorStatus.ACTIVE);
    }

    void suspend(AuthenticatorId id, UserId user) {
        update(
                "status = ?1 where id = ?2 and userId = ?3 and status = ?4",
                AuthenticatorStatus.SUSPENDED,
                id,
                user,
                AuthenticatorStatus.ACTIVE);
    }

    boolean rename(AuthenticatorId id, UserId user, UUID holder, String name) {
        return update(
                        "name = ?1 where id = ?2 and userId = ?3 and (status <> ?4 or holderId = ?5)",
                        name,
                        id,
                        user,
                        AuthenticatorStatus.PENDING,
                        holder)
                == 1;
    }

    void deleteAll(UserId user) {
        delete("userId", user);
    }

    /** Deletes the user's pending one with its key; for a while it is known that it was there. */
    void voidPending(UserId user, Instant now) {
        List<Voided> gone = Row.query(getSession(), DELETE_PENDING, Voided::ofRow)
                .setParameter("user", user)
                .getResultList();
        gone.forEach(pending -> getSession()
                .createNativeMutationQuery(REMEMBER)
                .setParameter("user", user)
                .setParameter("id", pending.id())
                .setParameter("holder", pending.holder().orElse(null), UUID.class)
                .setParameter("now", now)
                .executeUpdate());
    }

    boolean isVoided(AuthenticatorId id, UserId user, UUID holder) {
        return Row.column(getSession(), IS_VOIDED, Boolean.class)
                .setParameter("id", id)
                .setParameter("user", user)
                .setParameter("holder", holder)
                .getSingleResult();
    }

    void deleteOwned(AuthenticatorId id, UserId user) {
        delete("id = ?1 and userId = ?2", id, user);
    }
}
