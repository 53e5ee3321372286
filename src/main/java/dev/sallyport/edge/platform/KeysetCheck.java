package dev.sallyport.edge.platform;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sallyport.base.database.DatabaseConfig;
import dev.sallyport.security.crypto.Digest;
import dev.sallyport.security.crypto.KeyedHash;
import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.SealedSecrets;
import dev.sallyport.security.crypto.UnsealException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.IntFunction;
import javax.sql.DataSource;

/** Checks that these are the keys that the database was written with, each for its own purpose. */
@Singleton
final class KeysetCheck {

    private static final byte[] KNOWN_TEXT = "sallyport keyset check".getBytes(US_ASCII);

    /** The number of an advisory lock that nothing else in this database uses. */
    private static final long ADVISORY_LOCK = 0x53616C6C79L;

    private final DataSource database;
    private final Clock clock;
    private final List<Purpose> purposes;
    private final boolean comparesOnly;

    KeysetCheck(DataSource database, Keyset keyset, Clock clock, DatabaseConfig config) {
        this.database = database;
        this.clock = clock;
        // An operator may try a keyset by a command before the replicas have it.
        this.comparesOnly = config.readOnly() || CommandMode.isOn();
        this.purposes = List.of(
                sealing("secrets", keyset.secrets()),
                hashing("tokens", keyset.tokens()),
                hashing("codes", keyset.codes()),
                hashing("passwords", keyset.passwords()));
    }

    /**
     * Compares the keys with the values that earlier starts stored, and stores the value of each new key and which one
     * is primary. A read-only replica and a command only compare.
     */
    void verify() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            if (!comparesOnly) {
                lock(connection);
            }
            for (Purpose purpose : purposes) {
                Map<Integer, byte[]> stored = stored(connection, purpose.name());
                refuseOther(purpose, stored);
                Optional<Integer> inUse = inUse(connection, purpose.name());
                inUse.ifPresent(keyId -> refuseWithout(purpose, keyId));
                if (!comparesOnly) {
                    store(connection, purpose, stored.keySet());
                    if (!inUse.equals(Optional.of(purpose.primary()))) {
                        use(connection, purpose);
                    }
                }
            }
            connection.commit();
        }
    }

    /** Replicas that start together run one after the other, or two keysets would both be the first. */
    private static void lock(Connection connection) throws SQLException {
        try (Statement lock = connection.createStatement()) {
            lock.execute("select pg_advisory_xact_lock(" + ADVISORY_LOCK + ")");
        }
    }

    private static void refuseOther(Purpose purpose, Map<Integer, byte[]> stored) {
        boolean anyKnown = stored.keySet().stream().anyMatch(purpose.keyIds()::contains);
        boolean allMatch = stored.entrySet().stream()
                .filter(row -> purpose.keyIds().contains(row.getKey()))
                .allMatch(row -> purpose.matches().test(row.getKey(), row.getValue()));
        if (!allMatch || (!stored.isEmpty() && !anyKnown)) {
            throw Refusal.because("the keys for purpose '" + purpose.name() + "' are not the ones this database was"
                    + " written with. SALLYPORT_KEYSET_FILE names another keyset, or two purposes in it are swapped");
        }
    }

    /** New values are made with this key, which every replica must be able to read. */
    private static void refuseWithout(Purpose purpose, int keyId) {
        if (!purpose.keyIds().contains(keyId)) {
            throw Refusal.because("SALLYPORT_KEYSET_FILE lacks key " + KeysInUse.unsigned(keyId) + " of purpose '"
                    + purpose.name() + "', with which replicas create new values. It must name the file that they use");
        }
    }

    /** The primary key of the replica that was the last to change it. */
    private static Optional<Integer> inUse(Connection connection, String purpose) throws SQLException {
        String sql = "select key_id from keyset_check where purpose = ? and primary_at is not null"
                + " order by primary_at desc limit 1";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, purpose);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(row.getInt(1)) : Optional.empty();
            }
        }
    }

    private void use(Connection connection, Purpose purpose) throws SQLException {
        String sql = "update keyset_check set primary_at = ? where purpose = ? and key_id = ?";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
            update.setString(2, purpose.name());
            update.setInt(3, purpose.primary());
            update.executeUpdate();
        }
    }

    private static Map<Integer, byte[]> stored(Connection connection, String purpose) throws SQLException {
        Map<Integer, byte[]> rows = new HashMap<>();
        String sql = "select key_id, check_value from keyset_check where purpose = ?";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, purpose);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    rows.put(row.getInt(1), row.getBytes(2));
                }
            }
        }
        return rows;
    }

    private void store(Connection connection, Purpose purpose, Set<Integer> known) throws SQLException {
        String sql = "insert into keyset_check (purpose, key_id, check_value, first_at) values (?, ?, ?, ?)"
                + " on conflict do nothing";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int keyId : purpose.provable()) {
                if (!known.contains(keyId)) {
                    insert.setString(1, purpose.name());
                    insert.setInt(2, keyId);
                    insert.setBytes(3, purpose.prove().apply(keyId));
                    insert.setObject(4, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
                    insert.executeUpdate();
                }
            }
        }
    }

    private static Purpose hashing(String name, KeyedHash hash) {
        IntFunction<byte[]> prove = id -> hash.hash(id, KNOWN_TEXT).orElseThrow();
        return new Purpose(
                name,
                hash.primaryKeyId(),
                hash.keyIds(),
                hash.keyIds(),
                prove,
                (id, value) -> Digest.same(prove.apply(id), value));
    }

    private static Purpose sealing(String name, SealedSecrets secrets) {
        return new Purpose(
                name,
                secrets.primaryKeyId(),
                secrets.keyIds(),
                Set.of(secrets.primaryKeyId()), // no other key seals
                id -> secrets.seal(KNOWN_TEXT, "keyset_check|" + name),
                (id, value) -> opens(secrets, value, "keyset_check|" + name));
    }

    private static boolean opens(SealedSecrets secrets, byte[] sealed, String context) {
        try {
            return Digest.same(KNOWN_TEXT, secrets.unseal(sealed, context));
        } catch (UnsealException e) {
            return false;
        }
    }

    /** The check of one purpose's keys; {@code provable} are those that can create a new value. */
    private record Purpose(
            String name,
            int primary,
            Set<Integer> keyIds,
            Set<Integer> provable,
            IntFunction<byte[]> prove,
            BiPredicate<Integer, byte[]> matches) {}
}
