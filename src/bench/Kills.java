import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.factors.otp.Totp;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.codec.binary.Base32;

/**
 * Kills the service again and again while it works, and looks whether anything is left half done: two replicas on one
 * database, a few users on whom everything happens at once, and {@code kill -9} for one replica or the other at a
 * random moment. After each kill the rows must make sense, and what was reported to a client must be there. It prints
 * what it saw, ends with 1 if a rule was broken, and stops by itself.
 *
 * <p>src/bench/run Kills [kills, 20 if not said]
 */
public final class Kills {

    private static final int USERS = 5;
    private static final int WORKERS = 10;

    /** What no row may be: each query finds the users who break the rule. */
    private static final Map<String, String> RULES = Map.of(
            "two apps at once", """
                    select user_id from totp_authenticator where status = 'active' group by user_id having count(*) > 1""",
            "an app without ten recovery codes", """
                    select user_id from totp_authenticator a where status = 'active'
                    and (select count(*) from recovery_code c where c.user_id = a.user_id) <> 10""",
            "recovery codes without an app", """
                    select user_id from recovery_code_set s where not exists
                    (select from totp_authenticator a where a.user_id = s.user_id and a.status <> 'pending')""",
            "a paper key without its app", """
                    select user_id from paper_key k where active and not exists
                    (select from totp_authenticator a where a.user_id = k.user_id and a.status <> 'pending')""",
            "on and off do not match the trail", """
                    select u.id from app_user u where
                    (select count(*) from totp_authenticator a where a.user_id = u.id and a.status <> 'pending') <>
                    (select count(*) filter (where type = 'two_factor_enabled')
                        - count(*) filter (where type = 'two_factor_disabled') from audit_event e
                        where e.user_id = u.id and outcome = 'success')""",
            "sessions do not match the trail", """
                    select u.id from app_user u where
                    (select count(*) from session s where s.user_id = u.id) <>
                    (select count(*) from audit_event e where e.user_id = u.id and type = 'authn_login_success')""");

    private static final Map<String, AtomicInteger> ANSWERS = new ConcurrentHashMap<>();

    private final Path folder;
    private final EmbeddedPostgres database;
    private final MailSink mails = new MailSink();
    private final Process[] replicas = new Process[2];
    private final int[] ports = {Bench.freePort(), Bench.freePort()};
    private final int[] managementPorts = {Bench.freePort(), Bench.freePort()};
    private volatile boolean stopping;

    private Kills() throws Exception {
        folder = Files.createTempDirectory("sallyport-kills");
        database = EmbeddedPostgres.start();
        Bench.writeKeyset(folder);
    }

    public static void main(String[] args) throws Exception {
        int kills = args.length == 0 ? 20 : Integer.parseInt(args[0]);
        Kills bench = new Kills();
        boolean good;
        try {
            good = bench.run(kills);
        } finally {
            bench.stop();
        }
        System.exit(good ? 0 : 1);
    }

    private boolean run(int kills) throws Exception {
        for (int number = 0; number < 2; number++) {
            replicas[number] = start(number);
        }
        for (int number = 0; number < 2; number++) {
            Bench.awaitReady(managementPorts[number]);
        }
        List<User> users = new ArrayList<>();
        for (int number = 0; number < USERS; number++) {
            User user = new User("kills" + number + "@example.org");
            enroll(user);
            users.add(user);
        }
        List<Thread> workers = new ArrayList<>();
        for (int number = 0; number < WORKERS; number++) {
            User user = users.get(number % USERS);
            workers.add(Bench.daemon(() -> work(user)));
        }
        Random random = new Random();
        int broken = 0;
        long slowest = 0;
        for (int kill = 1; kill <= kills; kill++) {
            Thread.sleep(500 + random.nextInt(2500));
            int number = random.nextInt(2);
            replicas[number].destroyForcibly().waitFor();
            broken += check(users);
            long begun = System.nanoTime();
            replicas[number] = start(number);
            Bench.awaitReady(managementPorts[number]);
            slowest = Math.max(slowest, System.nanoTime() - begun);
        }
        stopping = true;
        for (Thread worker : workers) {
            worker.join(10_000);
        }
        broken += check(users);
        System.out.printf("%d kills, %d rules broken, slowest start again %.1f s%n", kills, broken, slowest / 1e9);
        System.out.println("answers: " + new TreeMap<>(ANSWERS));
        return broken == 0 && !ANSWERS.keySet().stream().anyMatch(answer -> answer.startsWith("500"));
    }

    private static final class User {
        final String email;
        volatile byte[] secret;
        volatile String authenticator;
        volatile String accessToken;
        volatile String refreshToken;
        volatile List<String> recoveryCodes = List.of();

        /** The newest step that was reported to a client as spent, since the app was bound. */
        volatile long spentStep = -1;

        User(String email) {
            this.email = email;
        }
    }

    // ---- what the clients do

    private void work(User user) {
        while (!stopping) {
            try {
                switch (ThreadLocalRandom.current().nextInt(6)) {
                    case 0 -> refresh(user);
                    case 1 -> signInWithApp(user);
                    case 2 -> signInWithRecoveryCode(user);
                    case 3 -> wrongCode(user);
                    case 4 -> post("paper key", "/v1/me/paper-key", "Bearer " + user.accessToken, Map.of());
                    default -> disableAndEnroll(user);
                }
                Thread.sleep(150); // so that the one that starts again gets its share of the cores
            } catch (InterruptedException e) {
                return;
            } catch (Exception killed) {
                count("no answer");
            }
        }
    }

    private void refresh(User user) throws Exception {
        HttpResponse<String> answer = send("refresh", HttpRequest.newBuilder(anyone("/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "grant_type=refresh_token&refresh_token=" + user.refreshToken)));
        if (answer.statusCode() == 200) {
            JsonNode tokens = Bench.JSON.readTree(answer.body());
            user.accessToken = tokens.path("access_token").asText();
            user.refreshToken = tokens.path("refresh_token").asText();
        }
    }

    private void signInWithApp(User user) throws Exception {
        byte[] secret = user.secret;
        long step = Totp.stepAt(Instant.now());
        String challenge = challenge(user);
        HttpResponse<String> answer = verify(challenge, "totp", Totp.codeAt(secret, step));
        if (answer.statusCode() == 200) {
            synchronized (user) {
                if (secret == user.secret) {
                    user.spentStep = Math.max(user.spentStep, step);
                }
            }
            takeTokens(user, Bench.JSON.readTree(answer.body()));
        }
    }

    private void signInWithRecoveryCode(User user) throws Exception {
        List<String> codes = user.recoveryCodes;
        if (!codes.isEmpty()) {
            HttpResponse<String> answer = verify(
                    challenge(user), "recovery_code", codes.get(ThreadLocalRandom.current().nextInt(codes.size())));
            if (answer.statusCode() == 200) {
                takeTokens(user, Bench.JSON.readTree(answer.body()));
            }
        }
    }

    private void wrongCode(User user) throws Exception {
        // Seldom, so that no user is locked out for long.
        if (ThreadLocalRandom.current().nextInt(10) == 0) {
            verify(challenge(user), "recovery_code", "0000-0000-0000-0000");
        }
    }

    private void disableAndEnroll(User user) throws Exception {
        List<String> codes = user.recoveryCodes;
        if (codes.isEmpty() || ThreadLocalRandom.current().nextInt(5) != 0) {
            return;
        }
        String token = "Bearer " + user.accessToken;
        HttpResponse<String> off = post("disable", "/v1/me/two-factor/disable", token, Map.of(
                "password", Bench.PASSWORD, "method", "recovery_code", "code", codes.get(codes.size() - 1)));
        if (off.statusCode() == 204) {
            synchronized (user) {
                bind(user, token);
            }
        }
    }

    private String challenge(User user) throws Exception {
        HttpResponse<String> answer = post("sign-in", "/v1/sign-in", null, Map.of(
                "email", user.email, "password", Bench.PASSWORD));
        JsonNode body = Bench.JSON.readTree(answer.body());
        if (body.path("purpose").asText().equals("device_verification")) {
            enroll(user); // two-factor sign-in is off: the replica was killed between off and on
            return challenge(user);
        }
        return body.path("challengeToken").asText("none");
    }

    private HttpResponse<String> verify(String challenge, String method, String code) throws Exception {
        return post("second step", "/v1/sign-in/verify", null, Map.of(
                "challengeToken", challenge, "method", method, "code", code));
    }

    private static void takeTokens(User user, JsonNode signIn) {
        user.accessToken = signIn.path("accessToken").asText();
        user.refreshToken = signIn.path("refreshToken").asText();
    }

    /** Signs in with the code by mail, creating the user if need be, and binds an app. */
    private void enroll(User user) throws Exception {
        synchronized (user) {
            post("account", "/v1/accounts", Bench.basic(), Map.of(
                    "name", "Kills", "owner", Map.of("email", user.email, "password", Bench.PASSWORD)));
            mails.forget(user.email);
            JsonNode opened = Bench.JSON.readTree(post("sign-in", "/v1/sign-in", null, Map.of(
                    "email", user.email, "password", Bench.PASSWORD)).body());
            if (!opened.path("purpose").asText().equals("device_verification")) {
                return; // another thread was quicker
            }
            HttpResponse<String> in = verify(opened.path("challengeToken").asText(), "email_code", mailed(user.email));
            bind(user, "Bearer " + Bench.JSON.readTree(in.body()).path("accessToken").asText());
        }
    }

    private void bind(User user, String token) throws Exception {
        JsonNode pending = Bench.JSON.readTree(post("set-up", "/v1/me/authenticators", token, Map.of("name", "kills")).body());
        byte[] secret = new Base32().decode(pending.path("secret").asText());
        HttpResponse<String> active = post(
                "confirm",
                "/v1/me/authenticators/" + pending.path("id").asText() + "/confirm",
                token,
                Map.of("code", Totp.codeAt(secret, Totp.stepAt(Instant.now()) - 1)));
        if (active.statusCode() == 200) {
            JsonNode on = Bench.JSON.readTree(active.body());
            List<String> codes = new ArrayList<>();
            on.path("recoveryCodes").forEach(code -> codes.add(code.asText()));
            user.spentStep = -1;
            user.authenticator = pending.path("id").asText();
            user.secret = secret;
            user.recoveryCodes = codes;
            takeTokens(user, on.path("signIn"));
        }
    }

    // ---- what must be true whenever one dies

    private int check(List<User> users) throws Exception {
        int broken = 0;
        try (Connection connection = database.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (Map.Entry<String, String> rule : RULES.entrySet()) {
                try (ResultSet found = statement.executeQuery(rule.getValue())) {
                    while (found.next()) {
                        broken++;
                        System.out.println("BROKEN: " + rule.getKey() + ": user " + found.getString(1));
                    }
                }
            }
            for (User user : users) {
                // Read in this order, and before the rows: what was reported by then must be there.
                String authenticator = user.authenticator;
                long spent = user.spentStep;
                // A replica may have been killed right after two-factor sign-in was turned off: then there is none.
                try (ResultSet found = statement.executeQuery(
                        "select last_spent_step from totp_authenticator where id::text = '" + authenticator + "'")) {
                    if (found.next() && found.getLong(1) < spent) {
                        broken++;
                        System.out.println("BROKEN: a code that signed a user in is not spent: " + user.email);
                    }
                }
            }
        }
        return broken;
    }

    // ---- HTTP

    private URI anyone(String path) {
        return URI.create("http://127.0.0.1:" + ports[ThreadLocalRandom.current().nextInt(2)] + path);
    }

    private HttpRequest.Builder json(String path, String authorization, Object body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(anyone(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Bench.JSON.writeValueAsString(body)));
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    private HttpResponse<String> post(String what, String path, String authorization, Object body) throws Exception {
        return send(what, json(path, authorization, body));
    }

    private HttpResponse<String> send(String what, HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer =
                Bench.HTTP.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
        count(answer.statusCode() + " " + what);
        return answer;
    }

    private static void count(String answer) {
        ANSWERS.computeIfAbsent(answer, any -> new AtomicInteger()).incrementAndGet();
    }

    // ---- processes

    private Process start(int number) throws IOException {
        Map<String, String> settings =
                mails.addTo(Bench.settings(ports[number], managementPorts[number], Bench.url(database), folder));
        settings.put("SALLYPORT_THROTTLE_SIGN_INS_PER_HOUR", "0");
        settings.put("SALLYPORT_THROTTLE_LOCK", "PT1S");
        return Bench.start(folder.resolve("service" + number + ".log"), settings, List.of("-XX:TieredStopAtLevel=1"));
    }

    private void stop() throws Exception {
        stopping = true;
        for (Process replica : replicas) {
            if (replica != null) {
                replica.destroy();
                replica.waitFor(20, TimeUnit.SECONDS);
            }
        }
        database.close();
        System.out.println("the logs of the two are in " + folder);
    }

    /** Waits a while: a mail that was due at a kill comes a little later. */
    private String mailed(String email) throws InterruptedException {
        return mails.code(email, Duration.ofSeconds(5)).orElse("000000");
    }
}
