package dev.sallyport.trail.seal;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.database.StatementBatch;
import dev.sallyport.trail.chain.EventRow;
import dev.sallyport.trail.chain.Hash;
import dev.sallyport.trail.chain.Owners;
import dev.sallyport.trail.chain.Seal;
import dev.sallyport.trail.chain.SignedSeal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.Session;

/** Reads and writes seals, and reads the events that they cover. */
@ApplicationScoped
class SealRepository {

    private static final String HEADER =
            "owner, sequence, batch, after_id, to_id, event_count, root, accounts, previous,"
                    + " purged_before, cleared_before, sealed_at, key_id, signature";

    private static final String WITH_LEAVES = "select " + HEADER + ", leaves from audit_seal where ";

    private static final String WITHOUT_LEAVES =
            "select " + HEADER + ", cast(null as bytea) as leaves from audit_seal where ";

    private static final String TRY_LOCK = "select pg_try_advisory_xact_lock(hashtext('sallyport audit seal'))";

    private static final String NEWEST = WITHOUT_LEAVES + "owner = :owner order by sequence desc limit 1";

    private static final String NEWEST_OF_EACH = "select s.* from unnest(:owners) as o(id) cross join lateral ("
            + WITHOUT_LEAVES + "owner = o.id order by sequence desc limit 1) s";

    private static final String ONE = WITHOUT_LEAVES + "owner = :owner and sequence = :sequence";

    private static final String NEXT = WITH_LEAVES + "owner = :owner and sequence > :after order by sequence limit 1";

    private static final String OF_ACCOUNTS = WITH_LEAVES + "batch = :batch and owner <> :service order by owner";

    private static final String PAGE =
            WITHOUT_LEAVES + "owner = :owner and to_id < :before order by to_id desc limit :limit";

    private static final String ADD =
            "insert into audit_seal (" + HEADER + ", leaves)" + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String EVENTS =
            "select " + EventRow.COLUMNS + " from audit_event where id > :after and id <= :to order by id limit :limit";

    private static final String EVENTS_OF_ACCOUNT = "select " + EventRow.COLUMNS + " from ("
            + "select e.* from audit_event_account a join audit_event e on e.id = a.event_id"
            + " where a.account_id = :account and e.account_id = :account and a.event_id > :after and a.event_id <= :to"
            + " order by a.event_id limit :limit) of_account order by id";

    /** More than one is no act of the service. */
    private static final String ERASURES = "select " + EventRow.COLUMNS
            + " from audit_event where user_id = :user and type = 'user_erased' order by id limit 100";

    private static final String COVERING = WITH_LEAVES + "owner = :owner and to_id >= :event order by to_id limit 1";

    private static final String UNSEALED = """
            select count(*) as events, cast(min(cast(id as text)) as uuid) as first
            from (select id from audit_event where id > :after order by id limit :most) unsealed
            """;

    private final Session database;

    SealRepository(Session database) {
        this.database = database;
    }

    /** Locks the making of seals until the transaction ends; false while another replica makes some. */
    boolean tryLock() {
        return Row.column(database, TRY_LOCK, Boolean.class).getSingleResult();
    }

    /** The newest seal of an owner, without leaves. */
    Optional<SignedSeal> newest(UUID owner) {
        return Row.query(database, NEWEST, SignedSeal::ofRow)
                .setParameter("owner", owner)
                .getResultStream()
                .findFirst();
    }

    /** The newest seals of these owners, without leaves. */
    List<SignedSeal> newest(Set<UUID> owners) {
        return Row.query(database, NEWEST_OF_EACH, SignedSeal::ofRow)
                .setParameter("owners", owners.toArray(UUID[]::new), UUID[].class)
                .getResultList();
    }

    /** One seal, without leaves. */
    Optional<SignedSeal> find(UUID owner, long sequence) {
        return Row.query(database, ONE, SignedSeal::ofRow)
                .setParameter("owner", owner)
                .setParameter("sequence", sequence)
                .getResultStream()
                .findFirst();
    }

    /** The owner's first seal after this one. */
    Optional<SignedSeal> next(UUID owner, long after) {
        return Row.query(database, NEXT, SignedSeal::ofRow)
                .setParameter("owner", owner)
                .setParameter("after", after)
                .getResultStream()
                .findFirst();
    }

    /** The seals of accounts in a batch, in the order of the accounts. */
    List<SignedSeal> ofAccounts(long batch) {
        return Row.query(database, OF_ACCOUNTS, SignedSeal::ofRow)
                .setParameter("batch", batch)
                .setParameter("service", Owners.SERVICE)
                .getResultList();
    }

    /** The seals of an owner, the newest first, without leaves. */
    List<SignedSeal> page(UUID owner, UUID before, int limit) {
        return Row.query(database, PAGE, SignedSeal::ofRow)
                .setParameter("owner", owner)
                .setParameter("before", before)
                .setParameter("limit", limit)
                .getResultList();
    }

    /** Another replica's seals with the same numbers are a failure: a chain cannot fork. */
    void add(List<SignedSeal> seals) {
        StatementBatch.changed(database, ADD, seals, SealRepository::parameters);
    }

    private static List<Object> parameters(SignedSeal signed) {
        Seal seal = signed.seal();
        return Arrays.asList(
                seal.owner(),
                seal.sequence(),
                seal.batch(),
                seal.after(),
                seal.to(),
                seal.count(),
                seal.root().bytes(),
                seal.accounts().map(Hash::bytes).orElse(null),
                seal.previous().map(Hash::bytes).orElse(null),
                seal.purgedBefore(),
                seal.clearedBefore(),
                seal.sealedAt(),
                seal.keyId(),
                signed.signature(),
                signed.leaves());
    }

    /** The events after an id up to another one, in the order of their ids. */
    List<EventRow> events(UUID after, UUID to, int limit) {
        return Row.query(database, EVENTS, EventRow::ofRow)
                .setParameter("after", after)
                .setParameter("to", to)
                .setParameter("limit", limit)
                .getResultList();
    }

    /** The same of the events that name an account, which are in its chain. */
    List<EventRow> events(UUID account, UUID after, UUID to, int limit) {
        return Row.query(database, EVENTS_OF_ACCOUNT, EventRow::ofRow)
                .setParameter("account", account)
                .setParameter("after", after)
                .setParameter("to", to)
                .setParameter("limit", limit)
                .getResultList();
    }

    /** The events that say that this user was erased, proved or not. */
    List<EventRow> erasures(UUID user) {
        return Row.query(database, ERASURES, EventRow::ofRow)
                .setParameter("user", user)
                .getResultList();
    }

    /** The first seal of the owner that reaches up to this event. */
    Optional<SignedSeal> covering(UUID owner, UUID event) {
        return Row.query(database, COVERING, SignedSeal::ofRow)
                .setParameter("owner", owner)
                .setParameter("event", event)
                .getResultStream()
                .findFirst();
    }

    /** The events after this one, counted up to a limit. */
    Unsealed unsealed(UUID after, int most) {
        return Row.query(database, UNSEALED, row -> new Unsealed(row.count("events"), row.find("first", UUID.class)))
                .setParameter("after", after)
                .setParameter("most", most)
                .getSingleResult();
    }

    /** How many events have no seal, and the first of them. */
    record Unsealed(long events, Optional<UUID> first) {}
}
