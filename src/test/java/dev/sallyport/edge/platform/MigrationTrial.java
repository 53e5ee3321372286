package dev.sallyport.edge.platform;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Migrates a database that has rows and is in use, one version after the other, and says what a running service would
 * not survive.
 *
 * <p>How long a lock is held depends on the rows and the machine, so a lock that others wait for is a fault as soon as
 * rows are read or written under it, however few. A lock that a statement of another connection really waits for is
 * measured too.
 */
final class MigrationTrial {

    /** What a write waits for, and in the last case a read too. */
    private static final String LOCKED = """
            select c.relname from pg_locks l join pg_class c on c.oid = l.relation
            where l.pid = pg_backend_pid() and c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
              and l.mode in ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
            """;

    private static final String WORKED_ON =
            "select relname from pg_stat_xact_user_tables where seq_tup_read + n_tup_upd + n_tup_del > 0";

    /** Of every table: what a statement names, so that it waits for a lock as any write does, and changes no row. */
    private static final String COLUMNS = """
            select c.relname, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns,
                   min(quote_ident(a.attname)) filter (where a.attgenerated = '') as one
            from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
              and c.relname <> 'flyway_schema_history'
            group by c.relname
            """;

    /** Columns that a row of the version before would not fill. */
    private static final String REQUIRED = """
            select c.relname || '.' || a.attname
            from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
            where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and a.attnotnull
              and not a.atthasdef and not a.attisdropped
            """;

    private static final Duration MOST = Duration.ofSeconds(1);

    private final DataSource database;
    private final FluentConfiguration configuration;
    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());

    MigrationTrial(DataSource database, FluentConfiguration configuration) {
        this.database = database;
        this.configuration = configuration.callbacks(new BeforeCommit());
    }

    /** Applies what is pending and returns what is wrong with it, each fault with its version. */
    List<String> run() throws Exception {
        MigrationInfo[] pending = configuration.load().info().pending();
        if (Arrays.stream(pending).anyMatch(file -> file.getScript().endsWith(OnlineMigrations.OUTSIDE_TRANSACTION))) {
            OnlineMigrations.lockBySession(configuration);
        }
        for (MigrationInfo migration : pending) {
            run(migration.getVersion());
        }
        return List.copyOf(faults);
    }

    private void run(MigrationVersion version) throws Exception {
        Map<String, String> statements = statements();
        List<String> required = names(REQUIRED);
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try {
            Migrating migrating = new Migrating();
            Future<?> calls = caller.submit(() -> {
                try (Connection connection = database.getConnection()) {
                    while (migrating.lasts) {
                        statements.forEach((table, sql) -> call(connection, version, table, sql, false));
                    }
                }
                return null;
            });
            try {
                Flyway flyway = configuration.target(version).load();
                flyway.migrate();
            } finally {
                migrating.lasts = false;
                calls.get(30, TimeUnit.SECONDS);
            }
        } finally {
            caller.shutdownNow();
        }
        try (Connection connection = database.getConnection()) {
            statements.forEach((table, sql) -> call(connection, version, table, sql, true));
        }
        names(REQUIRED).stream()
                .filter(column -> !required.contains(column) && statements.containsKey(column.split("\\.")[0]))
                .forEach(column -> faults.add(version + ": the version before does not fill " + column));
    }

    private static final class Migrating {
        private volatile boolean lasts = true;
    }

    private Map<String, String> statements() throws SQLException {
        Map<String, String> statements = new TreeMap<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery(COLUMNS)) {
            while (tables.next()) {
                String table = tables.getString("relname");
                String one = tables.getString("one");
                statements.put(
                        table,
                        "update " + table + " set " + one + " = " + one + " where false returning "
                                + tables.getString("columns"));
            }
        }
        return statements;
    }

    private void call(Connection connection, MigrationVersion version, String table, String sql, boolean after) {
        long begun = System.nanoTime();
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            if (after) {
                faults.add(version + ": the version before cannot use " + table + ": " + failure.getSQLState());
            }
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        if (took.compareTo(MOST) > 0) {
            faults.add(version + ": a statement on " + table + " waited for " + took);
        }
    }

    private List<String> names(String query) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return names(connection, query);
        }
    }

    private static List<String> names(Connection connection, String query) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** Looks at what the transaction of a migration holds and did, at its end. */
    private final class BeforeCommit extends BaseCallback {

        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.AFTER_EACH_MIGRATE;
        }

        @Override
        public void handle(Event event, Context context) {
            MigrationVersion version = context.getMigrationInfo().getVersion();
            try {
                List<String> worked = names(context.getConnection(), WORKED_ON);
                names(context.getConnection(), LOCKED).stream()
                        .filter(worked::contains)
                        .distinct()
                        .forEach(table -> faults.add(
                                version + ": reads or writes rows of " + table + " while others wait for it"));
                if (names(context.getConnection(), "show lock_timeout").contains("0")
                        && !names(context.getConnection(), LOCKED).isEmpty()) {
                    faults.add(version + ": waits for locks without an end");
                }
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }
}
