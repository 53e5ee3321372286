import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.factors.otp.Totp;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.commons.codec.binary.Base32;

/**
 * What the calls of an account's owner cost with 100,000 members: 300,000 users, 480,000 sessions and 1,000,000 events,
 * made by {@code generate_series}. It starts the packaged service on a database of its own, makes each call some times,
 * prints the median and the slowest of them, follows a policy until every member is reached, and stops by itself.
 *
 * <p>src/bench/run LargeAccounts [ports from, 18300]
 */
public final class LargeAccounts {

    private static final int USERS = 300_000;
    private static final int EVENTS = 1_000_000;
    private static final int RUNS = 7;
    private static final String OWNER = "owner@example.org";

    /** A UUID of version 7 for a time and a number; every third user is a member of the account. */
    private static final String ID = """
            create function bench_id(at timestamptz, n bigint) returns uuid language sql immutable as $$
                select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7'
                        || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid $$
            """;

    private static final List<String> DATA = List.of(
            ID,
            "set session_replication_role = replica",
            """
            create table bench_user as
                select n, bench_id(created_at, n) as id, created_at from (
                    select n, now() - interval '400 days' + n * interval '115 seconds' as created_at
                    from generate_series(1, %d) n) made
            """.formatted(USERS),
            "create unique index on bench_user (n)",
            "analyze bench_user",
            """
            insert into app_user (id, email, email_verified_at, status, created_at)
                select id, 'user' || n || '@example.org', created_at,
                       case when n % 100 = 99 then 'disabled' else 'active' end, created_at from bench_user
            """,
            """
            insert into password_credential (user_id, hash, changed_at)
                select id, '$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA', created_at
                from bench_user
            """,
            """
            insert into totp_authenticator (user_id, id, name, status, sealed_secret, created_at, expires_at, confirmed_at)
                select id, bench_id(created_at, n + 1000000), 'app', 'active', '\\x00', created_at, created_at, created_at
                from bench_user where n % 10 < 7
            """,
            """
            insert into failed_attempts (user_id, failures, consecutive_failures, locks, locked_until)
                select id, 10, 10, 1, now() + interval '1 day' from bench_user where n % 6000 = 0
            """,
            // Two live sessions of four users in five; the others last signed in long ago, or never.
            """
            insert into session (user_id, id, epoch, acr, amr, auth_time, created_at, last_seen_at, idle_expires_at,
                                 expires_at)
                select id, bench_id(at, n * 10 + part), 0, '1fa', '{pwd}', at, at, at, now() + interval '6 days',
                       now() + interval '20 days'
                from (select *, now() - (n % 9 + part) * interval '1 day' - n * interval '100 ms' as at
                      from bench_user cross join generate_series(1, 2) part where n % 5 <> 0) made
            """,
            """
            insert into membership (user_id, account_id, role, created_at, status, second_factors, locked_until,
                                    last_sign_in_at)
                select u.id, '%1$s', case when n %% 3000 = 0 then 'admin' else 'member' end, u.created_at, u.status,
                       case when n %% 10 < 7 then 'totp' else '' end, case when n %% 6000 = 0 then now() + interval '1 day' end,
                       case when n %% 5 <> 0 then now() - (n %% 9 + 1) * interval '1 day' - n * interval '100 ms'
                            when n %% 25 <> 0 then u.created_at + interval '1 hour' end
                from bench_user b join app_user u using (id) where n %% 3 = 0
            """,
            """
            create table bench_event as
                select n, bench_id(at, n) as id, at, user_id,
                       case when n %% 200000 = 77 then 'two_factor_reset' when n = 1234 then 'paper_key_used'
                            when n %% 7 = 0 then 'authn_code_sent' when n %% 11 = 0 then 'authn_login_fail'
                            else 'authn_login_success' end as type,
                       case when n %% 250000 = 99 then '%2$s' else user_id::text end as actor
                from (select n, now() - interval '365 days' + n * interval '31 seconds' as at,
                             (select id from bench_user where bench_user.n = 3 * (1 + (e.n::bigint * 7919) %% 100000)) as user_id
                      from generate_series(1, %3$d) e (n)) made
            """,
            """
            insert into audit_event (id, at, type, outcome, actor_kind, actor_id, user_id, details)
                select id, at, type, case when n % 11 = 0 then 'refused' else 'success' end, 'user', actor, user_id, '{}'
                from bench_event
            """,
            """
            insert into audit_event_account (account_id, event_id, shared, type, actor_id, refused)
                select '%1$s', id, false, type, actor, n %% 11 = 0 from bench_event
            """);

    private static String base;
    private static MailSink mails;
    private static String account;
    private static String token;
    private static byte[] secret;

    public static void main(String[] args) throws Exception {
        int port = args.length == 0 ? 18_300 : Integer.parseInt(args[0]);
        base = "http://127.0.0.1:" + port;
        Path folder = Files.createTempDirectory("sallyport-large-accounts");
        Bench.writeKeyset(folder);
        mails = new MailSink();
        try (EmbeddedPostgres database = EmbeddedPostgres.builder()
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_wal_size", "4GB")
                .start()) {
            Process service = start(folder, database, port);
            try {
                Bench.awaitReady(port + 1);
                String user = owner();
                fill(database, user);
                signIn();
                measure(database, user);
                Bench.stop(service);
                run(database, "update two_factor_policy set grace_period_ends_at = now() + interval '13 days',"
                        + " announced_at = now() - interval '7 days'");
                service = start(folder, database, port);
                reminders(database);
            } finally {
                Bench.stop(service);
            }
        }
    }

    private static void measure(EmbeddedPostgres database, String user) throws Exception {
        String users = "/v1/accounts/" + account + "/users?limit=50";
        String middle = cursor(one(database, "select id from bench_user where n = " + USERS / 2));
        call("users: first page", users);
        call("users: a page in the middle", users + "&after=" + middle);
        call("users: locked=true", users + "&locked=true");
        call("users: locked=false", users + "&locked=false");
        call("users: twoFactorEnabled=true", users + "&twoFactorEnabled=true");
        call("users: twoFactorEnabled=false", users + "&twoFactorEnabled=false");
        call("users: role=admin", users + "&role=admin");
        call("users: status=disabled", users + "&status=disabled");
        call("users: lastSignInBefore, 1 in 10", users + "&lastSignInBefore=" + daysAgo(60));
        call("users: lastSignInBefore, all", users + "&lastSignInBefore=" + daysAgo(0));
        call("users: lastSignInSince, none", users + "&lastSignInSince=" + daysAgo(-1));
        call("users: lastSignInBefore, no 2FA, locked", users + "&lastSignInBefore=" + daysAgo(5)
                + "&twoFactorEnabled=false&locked=true");

        String compliance = "/v1/accounts/" + account + "/two-factor-compliance?limit=50";
        call("compliance: every member", compliance);
        call("compliance: enrolled", compliance + "&status=enrolled");
        call("compliance: not_required", compliance + "&status=not_required");
        call("compliance: sso_only, none", compliance + "&status=sso_only");

        String events = "/v1/accounts/" + account + "/events?limit=50";
        call("events: newest", events);
        call("events: by a rare type", events + "&type=two_factor_reset");
        call("events: by a type that never was", events + "&type=client_deleted");
        call("events: by a rare actor", events + "&actor=" + user);
        call("events: by an unknown actor", events + "&actor=nobody");
        call("events: by user", events + "&user=" + one(database, "select id from bench_user where n = 300"));
        call("events: refused", events + "&outcome=refused");
        call("events: until 360 days ago", events + "&until=" + daysAgo(360));
        call("events: a rare type until 300 days ago", events + "&type=two_factor_reset&until=" + daysAgo(300));
        call("events: a day a year ago", events + "&since=" + daysAgo(365) + "&until=" + daysAgo(364));
        call("events: before all of them", events + "&since=" + daysAgo(367) + "&until=" + daysAgo(366));

        String preview = "/v1/accounts/" + account + "/two-factor-policy/preview";
        timed("preview: keep", RUNS, () -> send("POST", preview, policy("keep", 20), null));
        timed("preview: clear", RUNS, () -> send("POST", preview, policy("clear", 20), null));

        save("keep", 20);
        signIn();
        save("clear", 10);
        signIn();
        save("clear", 0);
        call("compliance: overdue", compliance + "&status=overdue");
    }

    /** Saves a policy, and follows it until every member is reached. */
    private static void save(String sessions, int days) throws Exception {
        String path = "/v1/accounts/" + account + "/two-factor-policy";
        String version = send("GET", path, null, null).headers().firstValue("ETag").orElseThrow();
        long begun = System.nanoTime();
        HttpResponse<String> answer = timed("policy: " + sessions + ", in " + days + " days", 1,
                () -> send("PUT", path, policy(sessions, days), version));
        JsonNode applying = Bench.JSON.readTree(answer.body()).path("applying");
        long next = 0;
        while (applying.isObject()) {
            if (System.nanoTime() >= next) {
                next = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
                Bench.say("    applying", "%s after %.1f s", applying, Bench.seconds(begun));
            }
            Thread.sleep(500);
            applying = Bench.JSON.readTree(send("GET", path, null, null).body()).path("applying");
            if (System.nanoTime() - begun > TimeUnit.MINUTES.toNanos(8)) {
                break; // a token lasts ten minutes
            }
        }
        Bench.say("    every member reached", "after %.1f s, %s sessions ended", Bench.seconds(begun),
                Bench.JSON.readTree(answer.body()).path("sessionsEnded"));
    }

    /**
     * A run that is due for 30,000 members, and one after which nothing is due; the first is a minute after the start.
     */
    private static void reminders(EmbeddedPostgres database) throws Exception {
        String sent = "select count(*) from two_factor_reminder";
        for (long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(4); System.nanoTime() < end; Thread.sleep(1000)) {
            long before = Long.parseLong(one(database, sent));
            Thread.sleep(4000);
            if (before > 0 && before == Long.parseLong(one(database, sent))) {
                break;
            }
        }
        Bench.say("reminders", "%s sent", one(database, sent));
        Bench.say("reminders: rows read while none is due", "%s", one(database, """
                select count(*) from membership where account_id = '%s' and holds = 'nothing'
                    and status = 'active' and coalesce(reminded_at, '-infinity'::timestamptz) <
                        (select min(grace_period_ends_at) - interval '14 days' from two_factor_policy)
                """.formatted(account)));
    }

    private static Map<String, Object> policy(String sessions, int days) {
        Map<String, Object> policy = new HashMap<>(Map.of("required", true, "existingSessions", sessions));
        if (days > 0) {
            policy.put("gracePeriodEndsAt", Instant.now().plus(Duration.ofDays(days)).toString());
        }
        return policy;
    }

    private static void fill(EmbeddedPostgres database, String user) throws Exception {
        long begun = System.nanoTime();
        try (Connection connection = database.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : DATA) {
                statement.execute(sql.contains("$s") || sql.contains("$d") ? sql.formatted(account, user, EVENTS) : sql);
            }
            statement.execute("vacuum analyze");
        }
        Bench.say("data made", "in %.0f s", Bench.seconds(begun));
    }

    /** An account with an owner who has a second factor; returns the owner's id. */
    private static String owner() throws Exception {
        JsonNode made = post("/v1/accounts", Bench.basic(),
                Map.of("name", "Large", "owner", Map.of("email", OWNER, "password", Bench.PASSWORD)));
        account = made.get("id").asText();
        String challenge = post("/v1/sign-in", null, Map.of("email", OWNER, "password", Bench.PASSWORD))
                .get("challengeToken").asText();
        token = post("/v1/sign-in/verify", null,
                Map.of("challengeToken", challenge, "method", "email_code", "code", mails.code(OWNER)))
                .get("accessToken").asText();
        JsonNode pending = post("/v1/me/authenticators", "Bearer " + token, Map.of("name", "bench"));
        secret = new Base32().decode(pending.get("secret").asText());
        post("/v1/me/authenticators/" + pending.get("id").asText() + "/confirm", "Bearer " + token,
                Map.of("code", Totp.codeAt(secret, Totp.stepAt(Instant.now()) - 1)));
        return made.get("owner").get("id").asText();
    }

    /** A step of the app works once, so it may take half a minute until there is a fresh one. */
    private static void signIn() throws Exception {
        for (int tries = 0; ; tries++) {
            String challenge = post("/v1/sign-in", null, Map.of("email", OWNER, "password", Bench.PASSWORD))
                    .get("challengeToken").asText();
            HttpResponse<String> in = send("POST", "/v1/sign-in/verify", Map.of("challengeToken", challenge,
                    "method", "totp", "code", Totp.codeAt(secret, Totp.stepAt(Instant.now()))), null);
            if (in.statusCode() == 200) {
                token = Bench.JSON.readTree(in.body()).get("accessToken").asText();
                return;
            }
            if (tries > 10) {
                throw new IllegalStateException(in.body());
            }
            Thread.sleep(10_000);
        }
    }

    private interface Call {
        HttpResponse<String> make() throws Exception;
    }

    private static void call(String what, String path) throws Exception {
        timed(what, RUNS, () -> send("GET", path, null, null));
    }

    private static HttpResponse<String> timed(String what, int runs, Call call) throws Exception {
        HttpResponse<String> answer = null;
        List<Double> times = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            long begun = System.nanoTime();
            answer = call.make();
            times.add((System.nanoTime() - begun) / 1e6);
            if (answer.statusCode() == 503) {
                break;
            }
        }
        double[] sorted = times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        JsonNode body = Bench.JSON.readTree(answer.body());
        String items = body.path("items").isArray() ? ", " + body.path("items").size() + " items" : "";
        Bench.say(what, "%d  %.0f ms (slowest %.0f)%s", answer.statusCode(), sorted[sorted.length / 2],
                Arrays.stream(sorted).max().orElse(0), items);
        return answer;
    }

    private static String cursor(String id) {
        String hex = id.replace("-", "");
        byte[] bytes = new byte[16];
        for (int at = 0; at < 16; at++) {
            bytes[at] = (byte) Integer.parseInt(hex.substring(2 * at, 2 * at + 2), 16);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String daysAgo(int days) {
        return URLEncoder.encode(Instant.now().minus(Duration.ofDays(days)).toString(), StandardCharsets.UTF_8);
    }

    private static String one(EmbeddedPostgres database, String sql) throws Exception {
        try (Connection connection = database.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void run(EmbeddedPostgres database, String sql) throws Exception {
        try (Connection connection = database.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static HttpResponse<String> send(String method, String path, Object body, String ifMatch) throws Exception {
        return send(method, path, body, ifMatch, path.startsWith("/v1/sign-in") ? null : "Bearer " + token);
    }

    private static HttpResponse<String> send(
            String method, String path, Object body, String ifMatch, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Accept", "application/json")
                .timeout(Duration.ofMinutes(2))
                .method(method, body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(Bench.JSON.writeValueAsString(body)));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return Bench.HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode post(String path, String authorization, Object body) throws Exception {
        return Bench.post(base + path, authorization, body);
    }

    private static Process start(Path folder, EmbeddedPostgres database, int port) throws IOException {
        Map<String, String> settings = mails.addTo(Bench.settings(port, port + 1, Bench.url(database), folder));
        return Bench.start(folder.resolve("service.log"), settings, List.of());
    }
}
