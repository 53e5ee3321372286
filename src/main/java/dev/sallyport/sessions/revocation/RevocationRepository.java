package dev.sallyport.sessions.revocation;

import dev.sallyport.base.database.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;
import org.jspecify.annotations.Nullable;

/** Reads and writes the rows of revocations. */
@ApplicationScoped
class RevocationRepository {

    private static final String ADD = """
            insert into revocation (type, subject, revoked_at, until) values (:type, :subject, :now, :until)
            """;

    private static final String ADD_SESSIONS = """
            insert into revocation (type, subject, revoked_at, until)
            select 'session', cast(id as text), cast(:now as timestamptz), cast(:until as timestamptz)
            from unnest(cast(:sessions as uuid[])) as id
            """;

    private static final String MOMENT = moment("pg_is_in_recovery()");

    /** The moment of the statement with each row that is asked for; with none there is one row of nulls. */
    private static final String READ = """
            select cast(%1$s as text) as moment, f.id as feed, r.*
            from revocation_feed f
            left join lateral (
                select transaction, number, type, subject, revoked_at, until from revocation
                where transaction >= :from and (transaction, number) > (:transaction, :number) and until > :now
                  and not pg_visible_in_snapshot(cast(cast(transaction as text) as xid8), cast(:read as pg_snapshot))
                  and pg_visible_in_snapshot(cast(cast(transaction as text) as xid8),
                                             coalesce(cast(:target as pg_snapshot), %1$s))
                order by transaction, number limit :limit) r on true
            """.formatted(MOMENT);

    private final Session database;

    RevocationRepository(Session database) {
        this.database = database;
    }

    /**
     * The moment of the statement. A standby does not name the transactions that run, and would take each for ended:
     * there the moment is before the oldest of them, so that none of their rows is left out.
     *
     * @param isStandby an SQL expression
     */
    static String moment(String isStandby) {
        return """
                (case when %s
                 then cast(format('%%1$s:%%1$s:', pg_snapshot_xmin(pg_current_snapshot())) as pg_snapshot)
                 else pg_current_snapshot() end)""".formatted(isStandby);
    }

    /**
     * A row.
     *
     * @param transaction which wrote it
     */
    record Recorded(long transaction, long number, Revocation revocation) {}

    /** What was found, as of the moment of the statement. */
    record Found(UUID feed, Snapshot moment, List<Recorded> rows) {}

    private record Line(
            UUID feed, Snapshot moment, @Nullable Recorded row) {}

    void add(RevocationType type, String subject, Instant now, Instant until) {
        database.createNativeMutationQuery(ADD)
                .setParameter("type", type.text())
                .setParameter("subject", subject)
                .setParameter("now", now)
                .setParameter("until", until)
                .executeUpdate();
    }

    void addSessions(List<UUID> sessions, Instant now, Instant until) {
        database.createNativeMutationQuery(ADD_SESSIONS)
                .setParameter("sessions", sessions.toArray(UUID[]::new), UUID[].class)
                .setParameter("now", now)
                .setParameter("until", until)
                .executeUpdate();
    }

    /** The rows after a cursor, in the order of their transactions, and so many at most. */
    Found read(RevocationCursor cursor, int limit, Instant now) {
        long from = Math.max(cursor.read().xmin(), cursor.transaction());
        @Nullable Snapshot target = cursor.target();
        return found(Row.query(database, READ, RevocationRepository::line)
                .setParameter("from", from)
                .setParameter("transaction", cursor.transaction())
                .setParameter("number", cursor.number())
                .setParameter("read", cursor.read().text())
                .setParameter("target", target == null ? null : target.text(), String.class)
                .setParameter("now", now)
                .setParameter("limit", limit));
    }

    private static Found found(NativeQuery<Line> query) {
        List<Line> lines = query.getResultList();
        Line first = lines.get(0);
        List<Recorded> rows =
                lines.stream().flatMap(line -> Stream.ofNullable(line.row())).toList();
        return new Found(first.feed(), first.moment(), rows);
    }

    private static Line line(Row row) {
        Snapshot moment = Snapshot.parse(row.text("moment")).orElseThrow();
        return new Line(
                row.uuid("feed"),
                moment,
                row.find("subject", String.class)
                        .map(subject -> recorded(row, subject))
                        .orElse(null));
    }

    private static Recorded recorded(Row row, String subject) {
        return new Recorded(
                row.count("transaction"),
                row.count("number"),
                new Revocation(
                        RevocationType.of(row.text("type")), subject, row.instant("revoked_at"), row.instant("until")));
    }
}
