import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.RotatingTokens;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a refresh and the rotation of a device token write: the share of heap-only updates, and bytes of the write-ahead
 * log, first when each page is written for the first time after a checkpoint, and then when it is not. It starts a
 * database and the packaged service, makes 100,000 users with a session and a device each, and stops by itself.
 *
 * <p>src/bench/run RefreshWrites
 */
public final class RefreshWrites {

    private static final int USERS = 100_000;
    private static final int SAMPLE = 600;
    private static final int SIGNERS = 12;
    private static final int ROTATIONS = 5;

    private static final String SESSIONS = """
            insert into session (user_id, id, epoch, acr, amr, auth_time, created_at, last_seen_at, idle_expires_at,
                                 expires_at, ip, user_agent)
            select id, uuidv7(), 0, '2fa', '{pwd,otp}', now(), now(), now(), now() + interval '6 days',
                   now() + interval '29 days', '192.0.2.17', repeat('Mozilla/5.0 ', 9)
            from app_user""";

    private static final String DEVICES = """
            insert into trusted_device (user_id, id, epoch, user_agent, browser, browser_version, os, ip, created_at,
                                        last_seen_at, expires_at)
            select id, uuidv7(), 0, repeat('Mozilla/5.0 ', 9), 'Firefox', '140', 'Linux', '192.0.2.17', now(), now(),
                   now() + interval '30 days'
            from app_user""";

    /** The statement of the service. */
    private static final String ROTATE = """
            update trusted_device set
                generation = generation + 1, rotated_at = now(), last_seen_at = now(), ip = '192.0.2.18',
                browser_version = case when browser is null then browser_version else '141' end
            where id = '%s' and user_id = '%s' and generation = %d and revoked_at is null""";

    private final Path folder;
    private final EmbeddedPostgres database;
    private final Keyset keyset;
    private final String base;
    private final int management = Bench.freePort();

    private RefreshWrites() throws Exception {
        folder = Files.createTempDirectory("sallyport-refresh");
        // The settings of a server of its own: only the cleaner is off, so that nothing else writes meanwhile
        database = EmbeddedPostgres.builder()
                .setServerConfig("autovacuum", "off")
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("checkpoint_timeout", "1h")
                .setServerConfig("max_wal_size", "8GB")
                .start();
        keyset = Keyset.parse(Bench.writeKeyset(folder));
        base = "http://127.0.0.1:" + Bench.freePort();
    }

    public static void main(String[] args) throws Exception {
        RefreshWrites bench = new RefreshWrites();
        Process service = bench.start();
        try {
            Bench.awaitReady(bench.management);
            bench.measure();
        } finally {
            Bench.stop(service);
            bench.database.close();
        }
    }

    private record Row(UUID user, UUID id, int generation) {}

    private void measure() throws Exception {
        List<String> emails = new ArrayList<>();
        for (int number = 0; number < SIGNERS; number++) {
            String email = "signer" + number + "@example.org";
            Map<String, String> owner = Map.of("email", email, "password", Bench.PASSWORD);
            post("/v1/accounts", Bench.basic(), Map.of("name", "Bench", "owner", owner));
            emails.add(email);
        }
        execute("update app_user set email_verified_at = now()");
        execute("insert into app_user (id, email, email_verified_at, status, created_at) select uuidv7(),"
                + " 'user' || n || '@example.org', now(), 'active', now() from generate_series(1, " + USERS + ") n");
        execute(SESSIONS);
        execute(DEVICES);
        execute("vacuum analyze");
        System.out.printf("%,d sessions, %,d pages; %,d devices, %,d pages%n",
                number("select count(*) from session"), pages("session"),
                number("select count(*) from trusted_device"), pages("trusted_device"));
        System.out.printf("%-52s %12s %16s%n", "", "heap-only", "WAL for each");

        refreshes();
        devices(emails);
    }

    private void refreshes() throws Exception {
        List<String> tokens = new ArrayList<>();
        RotatingTokens issuer = new RotatingTokens(keyset.tokens(), "sp_rt_");
        for (Row row : sample("session")) {
            tokens.add(issuer.issue(row.user(), row.id(), row.generation()));
        }
        execute("checkpoint");
        report("refresh, the first one of a day", "session", tokens.size(), () -> refreshAll(tokens));
        // the entries of the indexes that the first one made useless are marked by the next, a page each time
        execute("checkpoint");
        report("refresh, the second one of a day, after a checkpoint", "session", tokens.size(),
                () -> refreshAll(tokens));
        execute("vacuum session");
        execute("checkpoint");
        report("refresh, its page written first since a checkpoint", "session", tokens.size(),
                () -> refreshAll(tokens));
        report("refresh, its page written since the checkpoint", "session", tokens.size(), () -> refreshAll(tokens));
        List<String> few = new ArrayList<>(tokens.subList(0, 30));
        report("refresh, 30 in a row of each of 30 sessions", "session", 30 * few.size(), () -> {
            for (int turn = 0; turn < 30; turn++) {
                refreshAll(few);
            }
        });
    }

    private void devices(List<String> emails) throws Exception {
        RotatingTokens issuer = new RotatingTokens(keyset.tokens(), "sp_dt_");
        List<String> tokens = new ArrayList<>();
        for (String email : emails) {
            String owner = text("select id from app_user where email = '" + email + "'");
            String device = text("select id from trusted_device where user_id = '" + owner + "'");
            tokens.add(issuer.issue(UUID.fromString(owner), UUID.fromString(device), 0));
        }
        long[] before = updates("trusted_device");
        for (int turn = 0; turn < ROTATIONS; turn++) {
            for (int number = 0; number < emails.size(); number++) {
                JsonNode answer = post("/v1/sign-in", null, Map.of(
                        "email", emails.get(number), "password", Bench.PASSWORD, "deviceToken", tokens.get(number)));
                tokens.set(number, answer.get("deviceToken").asText());
            }
        }
        long[] after = updates("trusted_device");
        System.out.printf("%-52s %11.1f%% %16s%n", "device, rotated by sign-ins", share(before, after), "-");
        for (String state : List.of("written first since a checkpoint", "written since the checkpoint")) {
            if (state.startsWith("written first")) {
                execute("checkpoint");
            }
            long[] start = updates("trusted_device");
            long bytes = 0;
            List<Row> rows = sample("trusted_device");
            for (Row row : rows) {
                bytes += walOf(ROTATE.formatted(row.id(), row.user(), row.generation()));
            }
            System.out.printf("%-52s %11.1f%% %,10d bytes%n", "device, its page " + state,
                    share(start, updates("trusted_device")), bytes / rows.size());
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private void report(String what, String table, int count, Work work) throws Exception {
        long[] before = updates(table);
        String from = text("select pg_current_wal_insert_lsn()");
        work.run();
        long bytes = number("select pg_current_wal_insert_lsn() - '" + from + "'::pg_lsn");
        System.out.printf("%-52s %11.1f%% %,10d bytes%n", what, share(before, updates(table)), bytes / count);
    }

    /** Updates of a table so far, and how many of them were heap-only. The service tells them after a while. */
    private long[] updates(String table) throws Exception {
        Thread.sleep(11_000);
        execute("select pg_stat_force_next_flush()");
        return new long[] {
            number("select n_tup_upd from pg_stat_user_tables where relname = '" + table + "'"),
            number("select n_tup_hot_upd from pg_stat_user_tables where relname = '" + table + "'")
        };
    }

    private static double share(long[] before, long[] after) {
        return 100.0 * (after[1] - before[1]) / (after[0] - before[0]);
    }

    /** Spread over the table, the same ones each time. */
    private List<Row> sample(String table) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (Connection connection = database.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select user_id, id, generation from " + table
                        + " order by md5(id::text) limit " + SAMPLE)) {
            while (found.next()) {
                rows.add(new Row(found.getObject(1, UUID.class), found.getObject(2, UUID.class), found.getInt(3)));
            }
        }
        return rows;
    }

    private void refreshAll(List<String> tokens) throws Exception {
        for (int number = 0; number < tokens.size(); number++) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/oauth2/token"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "grant_type=refresh_token&refresh_token=" + tokens.get(number)))
                    .build();
            HttpResponse<String> answer = Bench.HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("refresh: " + answer.statusCode() + " " + answer.body());
            }
            tokens.set(number, Bench.JSON.readTree(answer.body()).get("refresh_token").asText());
        }
    }

    /** Bytes of WAL that a statement writes, with those of its commit. */
    private long walOf(String sql) throws SQLException {
        try (Connection connection = database.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            String from;
            try (ResultSet row = statement.executeQuery("select pg_current_wal_insert_lsn()")) {
                row.next();
                from = row.getString(1);
            }
            if (statement.executeUpdate(sql) != 1) {
                throw new IllegalStateException("No row: " + sql);
            }
            String written = "select pg_current_wal_insert_lsn() - '" + from + "'::pg_lsn";
            try (ResultSet row = statement.executeQuery(written)) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private long pages(String table) throws SQLException {
        return number("select pg_relation_size('" + table + "') / 8192");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql) throws SQLException {
        return Long.parseLong(text(sql));
    }

    private String text(String sql) throws SQLException {
        try (Connection connection = database.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private JsonNode post(String path, String authorization, Object body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
                .POST(HttpRequest.BodyPublishers.ofString(Bench.JSON.writeValueAsString(body)));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        HttpResponse<String> answer = Bench.HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return Bench.JSON.readTree(answer.body());
    }

    private Process start() throws IOException {
        Map<String, String> settings =
                Bench.settings(URI.create(base).getPort(), management, Bench.url(database), folder);
        return Bench.start(folder.resolve("service.log"), settings, List.of());
    }
}
