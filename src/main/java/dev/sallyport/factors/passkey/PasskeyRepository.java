package dev.sallyport.factors.passkey;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.AuthenticatorId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.factor.Authenticator;
import dev.sallyport.factors.factor.AuthenticatorStatus;
import dev.sallyport.policies.policy.AllowedMethod;
import dev.sallyport.security.assurance.FactorMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.hibernate.Session;

/**
 * The passkeys of users. Every statement names the user, but for those of the table that finds a user by a credential,
 * which is written in the same transaction.
 */
@ApplicationScoped
class PasskeyRepository {

    /** The epoch comes along in the same round trip, whether the user has the credential or not. */
    private static final String FIND = """
            select u.epoch, p.id, p.credential_id, p.public_key, p.user_handle, p.sign_count, p.backup_eligible
            from app_user u
            left join passkey p on p.user_id = :user and p.credential_id = :credential and p.status = 'active'
                                and %s
            where u.id = :user
            """.formatted(AllowedMethod.PASSKEY.usableBy(":user", ":now"));

    /** A counter that went back does not lower the one that is kept. */
    private static final String USE = """
            update passkey set sign_count = greatest(sign_count, :count), backed_up = :backedUp, last_used_at = :now
            where user_id = :user and id = :id and status = 'active'
            """;

    private static final String INSERT = """
            insert into passkey (user_id, id, credential_id, public_key, user_handle, sign_count, backup_eligible,
                                 backed_up, transports, name, status, created_at)
            values (:user, :id, :credential, :key, :handle, :count, :backupEligible, :backedUp, :transports, :name,
                    'active', :now)
            """;

    /** If a credential is registered twice, only one registration succeeds. */
    private static final String TAKE = "insert into passkey_credential (credential_id, user_id)"
            + " values (:credential, :user) on conflict do nothing";

    private static final String GIVE_UP =
            "delete from passkey_credential where credential_id = :credential and user_id = :user";

    private static final String CREDENTIALS = "select id, credential_id from passkey where user_id = :user";

    private static final String LIST = "select id, name, status, created_at, last_used_at from passkey"
            + " where user_id = :user order by created_at, id";

    private static final String DESCRIBE = "select credential_id, transports from passkey"
            + " where user_id = :user and status = 'active' order by created_at, id";

    private static final String OWNER = "select user_id from passkey_credential where credential_id = :credential";

    private static final String HANDLE =
            "select user_handle from passkey where user_id = :user order by created_at, id fetch first 1 row only";

    private final Session database;

    PasskeyRepository(Session database) {
        this.database = database;
    }

    /**
     * A credential of a user, looked for.
     *
     * @param epoch of the user
     * @param passkey empty where the user has no such credential, it is suspended, or an account forbids it
     */
    record Found(int epoch, Optional<OwnedCredential> passkey) {}

    /** A credential with the id of its row. */
    record OwnedCredential(AuthenticatorId id, StoredCredential credential) {}

    Optional<Found> find(UserId user, byte[] credentialId, Instant now) {
        return Row.query(database, FIND, PasskeyRepository::found)
                .setParameter("user", user)
                .setParameter("now", now)
                .setParameter("credential", credentialId)
                .uniqueResultOptional();
    }

    private static Found found(Row row) {
        return new Found(
                row.integer("epoch"),
                row.find("id", UUID.class)
                        .map(id -> new OwnedCredential(
                                new AuthenticatorId(id),
                                new StoredCredential(
                                        row.bytes("credential_id"),
                                        row.bytes("public_key"),
                                        row.bytes("user_handle"),
                                        row.count("sign_count"),
                                        row.flag("backup_eligible")))));
    }

    /** Notes that a credential has signed; false if it was removed or suspended since. */
    boolean use(AuthenticatorId id, UserId user, VerifiedAssertion signed, Instant now) {
        return database.createNativeMutationQuery(USE)
                        .setParameter("count", signed.signCount())
                        .setParameter("backedUp", signed.backedUp())
                        .setParameter("now", now)
                        .setParameter("user", user)
                        .setParameter("id", id)
                        .executeUpdate()
                == 1;
    }

    /** Stores a credential; false if it is stored already, for this user or another. */
    boolean insert(AuthenticatorId id, UserId user, NewCredential made, byte[] userHandle, String name, Instant now) {
        boolean free = database.createNativeMutationQuery(TAKE)
                        .setParameter("credential", made.id())
                        .setParameter("user", user)
                        .executeUpdate()
                == 1;
        return free
                && database.createNativeMutationQuery(INSERT)
                                .setParameter("user", user)
                                .setParameter("id", id)
                                .setParameter("credential", made.id())
                                .setParameter("key", made.publicKey())
                                .setParameter("handle", userHandle)
                                .setParameter("count", made.signCount())
                                .setParameter("backupEligible", made.backupEligible())
                                .setParameter("backedUp", made.backedUp())
                                .setParameter("transports", made.transports().toArray(String[]::new))
                                .setParameter("name", name)
                                .setParameter("now", now)
                                .executeUpdate()
                        == 1;
    }

    List<Authenticator> list(UserId user) {
        return Row.query(database, LIST, PasskeyRepository::authenticator)
                .setParameter("user", user)
                .getResultList();
    }

    private static Authenticator authenticator(Row row) {
        return new Authenticator(
                new AuthenticatorId(row.uuid("id")),
                FactorMethod.PASSKEY,
                row.text("name"),
                AuthenticatorStatus.of(row.text("status")),
                row.instant("created_at"),
                row.find("last_used_at", Instant.class));
    }

    /** The descriptions of the user's credentials for browsers. */
    List<CredentialDescriptor> describe(UserId user) {
        return Row.query(
                        database,
                        DESCRIBE,
                        row -> CredentialDescriptor.of(row.bytes("credential_id"), row.texts("transports")))
                .setParameter("user", user)
                .getResultList();
    }

    /** The random handle that the user's passkeys carry, where there are any. */
    Optional<byte[]> findHandle(UserId user) {
        return Row.query(database, HANDLE, row -> row.bytes("user_handle"))
                .setParameter("user", user)
                .uniqueResultOptional();
    }

    /** The user who has this credential. */
    Optional<UserId> findOwner(byte[] credentialId) {
        return Row.query(database, OWNER, row -> new UserId(row.uuid("user_id")))
                .setParameter("credential", credentialId)
                .uniqueResultOptional();
    }

    boolean rename(AuthenticatorId id, UserId user, String name) {
        return database.createNativeMutationQuery("update passkey set name = :name where user_id = :user and id = :id")
                        .setParameter("user", user)
                        .setParameter("id", id)
                        .setParameter("name", name)
                        .executeUpdate()
                == 1;
    }

    void suspend(AuthenticatorId id, UserId user) {
        database.createNativeMutationQuery("update passkey set status = 'suspended' where user_id = :user and id = :id")
                .setParameter("user", user)
                .setParameter("id", id)
                .executeUpdate();
    }

    void delete(AuthenticatorId id, UserId user) {
        giveUp(user, each -> each.equals(id));
        database.createNativeMutationQuery("delete from passkey where user_id = :user and id = :id")
                .setParameter("user", user)
                .setParameter("id", id)
                .executeUpdate();
    }

    void deleteAll(UserId user) {
        giveUp(user, each -> true);
        database.createNativeMutationQuery("delete from passkey where user_id = :user")
                .setParameter("user", user)
                .executeUpdate();
    }

    /** One statement for each: the credentials of a user are not kept together. */
    private void giveUp(UserId user, Predicate<AuthenticatorId> which) {
        Row.query(database, CREDENTIALS, Credential::ofRow)
                .setParameter("user", user)
                .getResultStream()
                .filter(each -> which.test(each.id()))
                .forEach(each -> database.createNativeMutationQuery(GIVE_UP)
                        .setParameter("credential", each.credentialId())
                        .setParameter("user", user)
                        .executeUpdate());
    }

    // used once, to be deleted
    @SuppressWarnings("ArrayRecordComponent")
    private record Credential(AuthenticatorId id, byte[] credentialId) {

        static Credential ofRow(Row row) {
            return new Credential(new AuthenticatorId(row.uuid("id")), row.bytes("credential_id"));
        }
    }
}
