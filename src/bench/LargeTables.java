import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What large tables cost: bytes and WAL of a row, the clean-up of overdue rows, the claim of mails with a million due,
 * and mails a second against a fast server, of all accounts and of one. It makes its own database and rows, starts the
 * packaged service on them, prints what it measured, and the same work by the former statements, and stops by
 * itself.
 *
 * <p>src/bench/run LargeTables [overdue rows
 * of each table, 200000 if not said] [mails that are due, 1000000 if not said]
 */
public final class LargeTables {

    /** Times are spread over ten days that ended before the week, or the year, for which rows are kept. */
    private static final Map<String, String> OVERDUE = Map.of(
            "challenge", """
                    insert into challenge (user_id, id, purpose, epoch, created_at, expires_at, device_user_agent,
                        device_ip)
                    select u.id, id_at(t), 'two_factor', 0, t, t + interval '10 min', :agent, '192.0.2.1'
                    from :rows""",
            "session", """
                    insert into session (user_id, id, epoch, acr, amr, auth_time, created_at, last_seen_at,
                        idle_expires_at, expires_at, ended_at, ip, user_agent)
                    select u.id, id_at(t), 0, '2fa', '{pwd,otp}', t, t, t, t + interval '7 days',
                        t + interval '30 days', t + interval '1 day', '192.0.2.1', :agent from :rows""",
            "audit_event", """
                    insert into audit_event (id, at, type, outcome, actor_kind, actor_id, user_id, ip, user_agent,
                        request_id, details)
                    select id_at(t), t, 'authn_login_success', 'success', 'user', u.id::text, u.id, '192.0.2.1', :agent,
                        gen_random_uuid()::text, '{"method": "totp"}'
                    from (select n, u.id, t - interval '400 days' as t from :rows) u""",
            "mail_outbox", """
                    insert into mail_outbox (id, user_id, kind, recipient, details, created_at, not_after,
                        next_attempt_at, sent_at, attempts)
                    select id_at(t), u.id, 'email_code', 'user' || n || '@example.org', '{"challenge": "0123456789"}',
                        t, t + interval '10 min', t, t, 1 from :rows""",
            "allowance", """
                    insert into allowance select 'owner' || n, 'bench', '', '{1}', array[t], t from :rows""");

    private static final String AGENT =
            "'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0'";

    private static final String ROWS = """
            (select b.id, r.n, r.t
             from (select n, now() - interval '20 days' + n * interval '10 days' / :count as t
                   from generate_series(1, :count) n) r
             join bench_user b on b.n = r.n % 20000 + 1) u""";

    /** As it was: what is due is sorted by kind, so that each claim reads all of it. */
    private static final String CLAIM_BEFORE = """
            select * from mail_outbox where id in (
                select id from (
                    select id, row_number() over (partition by coalesce(user_id, id)
                        order by kind in ('email_code', 'password_reset') desc, next_attempt_at, id) as turn
                    from (select * from mail_outbox
                        where sent_at is null and failed_at is null and next_attempt_at <= now()
                        order by kind in ('email_code', 'password_reset') desc, next_attempt_at, id limit 1000) line
                ) turns where turn <= 3)
            and sent_at is null and failed_at is null and next_attempt_at <= now()
            order by kind in ('email_code', 'password_reset') desc, next_attempt_at, id limit 8
            for update skip locked""";

    /** As it was: a batch of the trail sorts all events that are due. */
    private static final String PURGE_BEFORE = """
            with due as materialized (
                select id, at as due_at from audit_event where at < now() - interval '365 days'
                order by at limit 1000 for update skip locked),
            changed as (delete from audit_event t using due where t.id = due.id returning 1)
            select count(*) from changed""";

    private static final Pattern PURGED =
            Pattern.compile("sallyport_retention_rows_total\\{table=\"(.*)\"} (.*)");

    private static final String DETAILS = "{\"account\": \"Acme\", \"date\": \"2030-01-01T00:00:00Z\"}";

    private static final AtomicInteger MAILS = new AtomicInteger();
    private static final AtomicInteger OF_ACCOUNT = new AtomicInteger();
    private static final Map<String, Long> ARRIVED = new ConcurrentHashMap<>();

    private final EmbeddedPostgres database;
    private final Path folder = Files.createTempDirectory("sallyport-large-tables");
    private final int port = Bench.freePort();
    private final int managementPort = Bench.freePort();
    private final MailSink mails = new MailSink(LargeTables::arrived);
    private Process service;

    private LargeTables() throws IOException {
        database = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_wal_size", "4GB")
                .start();
        Bench.writeKeyset(folder);
    }

    public static void main(String[] args) throws Exception {
        int overdue = args.length > 0 ? Integer.parseInt(args[0]) : 200_000;
        int due = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
        LargeTables bench = new LargeTables();
        try {
            bench.run(overdue, due);
        } finally {
            bench.stop();
        }
    }

    private void run(int overdue, int due) throws Exception {
        start();
        stopService();
        execute("create function id_at(t timestamptz) returns uuid language sql as $$ select"
                + " (lpad(to_hex((extract(epoch from t) * 1000)::bigint), 12, '0') || '7'"
                + " || substr(md5(random()::text), 1, 3) || '8' || substr(md5(random()::text), 1, 15))::uuid $$");
        execute("insert into account (id, name, created_at) select gen_random_uuid(), 'bench' || n, now() from generate_series(1, 100) n");
        execute("insert into app_user (id, email, status, created_at)"
                + " select id_at(now()), 'user' || n || '@example.org', 'active', now()"
                + " from generate_series(1, 20000) n");
        execute("create table bench_user as select id, row_number() over () as n from app_user");
        execute("create index on bench_user (n)");
        execute("insert into membership"
                + " select id, (select a.id from account a where a.name = 'bench' || (n % 100 + 1)), 'member', now()"
                + " from bench_user");
        purge(overdue);
        claim(due);
    }

    private void purge(int overdue) throws Exception {
        for (Map.Entry<String, String> table : OVERDUE.entrySet()) {
            String before = text("select pg_current_wal_lsn()");
            execute(table.getValue()
                    .replace(":rows", ROWS)
                    .replace(":count", Integer.toString(overdue))
                    .replace(":agent", AGENT));
            Bench.say("a row of " + table.getKey(), "%s bytes in the table, %s in its indexes, %s of WAL",
                    sum(table.getKey(), "pg_table_size", overdue), sum(table.getKey(), "pg_indexes_size", overdue),
                    text("select round(pg_wal_lsn_diff(pg_current_wal_lsn(), '" + before + "') / " + overdue + ")"));
        }
        Bench.say("an event's row for its account", "%s bytes in the table, %s in its indexes",
                sum("audit_event_account", "pg_table_size", overdue),
                sum("audit_event_account", "pg_indexes_size", overdue));
        execute("vacuum analyze");
        before(overdue);
        start(); // the clean-up begins a minute later
        purged();
        stopService();
    }

    private void before(int overdue) throws SQLException {
        int batches = 5;
        long begun = System.nanoTime();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set sallyport.audit_end = '" + text("select now()") + "'");
            for (int batch = 0; batch < batches; batch++) {
                statement.execute(PURGE_BEFORE);
            }
            connection.rollback();
        }
        Bench.say("trail, before", "%.0f rows a second with %d overdue, fewer with more",
                batches * 1000 / Bench.seconds(begun), overdue);
    }

    /** From the first rows of each table to its last, looked at as often as costs little. */
    private void purged() throws Exception {
        Map<String, Span> spans = new HashMap<>();
        while (spans.size() < OVERDUE.size() || spans.values().stream().anyMatch(Span::moves)) {
            for (String line : get("/q/metrics").body().split("\n")) {
                Matcher rows = PURGED.matcher(line);
                if (rows.matches() && Double.parseDouble(rows.group(2)) > 0 && OVERDUE.containsKey(rows.group(1))) {
                    spans.computeIfAbsent(rows.group(1), table -> new Span()).at(Double.parseDouble(rows.group(2)));
                }
            }
            Thread.sleep(50);
        }
        spans.forEach((table, span) -> Bench.say("clean-up of " + table, "%.0f rows, %.0f a second", span.rows,
                (span.rows - span.first) / ((span.last - span.begun) / 1e9)));
    }

    private static final class Span {
        private final long begun = System.nanoTime();
        private double first;
        private double rows;
        private long last;

        void at(double now) {
            first = first == 0 ? now : first;
            last = now > rows ? System.nanoTime() : last;
            rows = now;
        }

        boolean moves() {
            return System.nanoTime() - last < TimeUnit.SECONDS.toNanos(3);
        }
    }

    private void claim(int due) throws Exception {
        execute("insert into mail_outbox"
                + " (id, user_id, kind, recipient, details, created_at, not_after, next_attempt_at)"
                + " select id_at(now() - i * interval '1 ms'), b.id, 'two_factor_reminder',"
                + " 'user' || b.n || '@example.org', '" + DETAILS + "', now(), now() + interval '1 day',"
                + " now() - i * interval '1 ms'"
                + " from generate_series(1, " + due + ") i join bench_user b on b.n = i % 20000 + 1");
        execute("vacuum analyze mail_outbox");
        Bench.say("claim of 8 mails with " + due + " due, before", "%.0f ms", milliseconds(CLAIM_BEFORE));
        Bench.say("claim of 8 mails with " + due + " due", "%.1f ms", milliseconds(claimStatement()));
        start();
        await(MAILS, 2000);
        int begunAt = MAILS.get();
        long begun = System.nanoTime();
        Thread.sleep(20_000);
        Bench.say("mails a second with them due", "%.0f", (MAILS.get() - begunAt) / Bench.seconds(begun));
        codes();
        execute("delete from mail_outbox where sent_at is null");
        execute("insert into mail_outbox (id, user_id, account_id, kind, recipient, details, created_at, not_after,"
                + " next_attempt_at) select id_at(now()), b.id, (select id from account where name = 'bench1'),"
                + " 'two_factor_reminder', 'account' || b.n || '@example.org', '" + DETAILS + "', now(),"
                + " now() + interval '1 day', now() - interval '1 h' from bench_user b");
        await(OF_ACCOUNT, 100);
        begunAt = OF_ACCOUNT.get();
        begun = System.nanoTime();
        Thread.sleep(20_000);
        Bench.say("mails a second of one account, all of them late", "%.0f", (OF_ACCOUNT.get() - begunAt) / Bench.seconds(begun));
        stopService();
    }

    /** What a user waits for while all of that is due. */
    private void codes() throws Exception {
        double slowest = 0;
        for (int number = 1; number <= 20; number++) {
            String email = "code" + number + "@example.org";
            long begun = System.nanoTime();
            execute("insert into mail_outbox"
                    + " (id, kind, urgent, recipient, details, created_at, not_after, next_attempt_at)"
                    + " values (id_at(now()), 'two_factor_reminder', true, '" + email + "', '" + DETAILS
                    + "', now(), now() + interval '10 min', now())");
            while (!ARRIVED.containsKey(email)) {
                Thread.sleep(1);
            }
            slowest = Math.max(slowest, (ARRIVED.get(email) - begun) / 1e6);
        }
        Bench.say("slowest of 20 urgent mails among them", "%.0f ms", slowest);
    }

    private static String claimStatement() throws ReflectiveOperationException {
        Field statement = Class.forName("dev.sallyport.mailing.mail.OutboxMailRepository").getDeclaredField("LOCK_DUE");
        statement.setAccessible(true);
        return ((String) statement.get(null))
                .replace(":now", "now()")
                .replace(":claimed", "'{}'::uuid[]")
                .replace(":served", "'{}'::uuid[]")
                .replace(":exhausted", "'{}'::uuid[]")
                .replace(":line", "32")
                .replace(":each", "3")
                .replace(":limit", "8");
    }

    private double milliseconds(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(query);
            connection.rollback();
            long begun = System.nanoTime();
            for (int times = 0; times < 5; times++) {
                statement.execute(query);
                connection.rollback();
            }
            return Bench.seconds(begun) * 1000 / 5;
        }
    }

    private static void await(AtomicInteger count, int atLeast) throws InterruptedException {
        while (count.get() < atLeast) {
            Thread.sleep(5);
        }
    }

    private String sum(String table, String size, int rows) throws SQLException {
        return text("select round(" + size + "('" + table + "')::numeric / " + rows + ")");
    }

    private void start() throws Exception {
        String url = "jdbc:postgresql://127.0.0.1:" + database.getPort() + "/postgres";
        Map<String, String> settings = mails.addTo(Bench.settings(port, managementPort, url, folder));
        service = Bench.start(folder.resolve("service.log"), settings, List.of());
        Bench.awaitReady(managementPort);
    }

    private static void arrived(String recipient) {
        ARRIVED.put(recipient, System.nanoTime());
        (recipient.startsWith("account") ? OF_ACCOUNT : MAILS).incrementAndGet();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return Bench.HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private void stopService() throws InterruptedException {
        if (service != null) {
            Bench.stop(service);
        }
    }

    private void stop() throws Exception {
        stopService();
        database.close();
    }

    private Connection connect() throws SQLException {
        return database.getPostgresDatabase().getConnection();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String text(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
