import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.factors.otp.Totp;
import dev.sallyport.security.crypto.Argon2id;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.codec.binary.Base32;

/**
 * What a request costs: statements and commits, as PostgreSQL counts them, and processor time of the service and of the
 * slow hash. None of them depends on how busy the machine is otherwise, as rates do; rates are measured too, by wrk
 * where it is installed (Debian: {@code apt install wrk}), and compared with an endpoint that reads nothing and the
 * bare hash.
 *
 * <p>src/bench/run SignInCost [recording.jfr]
 *
 * <p>With a file, the service records a profile there. It starts the packaged service with a PostgreSQL of its own, and
 * stops both.
 */
public final class SignInCost {

    private static final int USERS = 60;
    private static final int WARM_UP = Integer.getInteger("warm", 2200);
    private static final int COUNTED = Integer.getInteger("count", 500);
    private static final int REQUESTS = Integer.getInteger("requests", 8000);
    private static final int STORM = 64;

    private static int port;
    private static MailSink mails;
    private static long pid;

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("sallyport-cost");
        Bench.writeKeyset(folder);
        mails = new MailSink();
        port = Bench.freePort();
        int management = Bench.freePort();
        try (EmbeddedPostgres database = EmbeddedPostgres.builder()
                .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                .setServerConfig("pg_stat_statements.track", "all")
                .start()) {
            Process service = start(folder, database, management, args);
            pid = service.pid();
            try (Connection look = database.getPostgresDatabase().getConnection()) {
                run(look, management);
            } finally {
                Bench.stop(service);
            }
        }
        System.exit(0);
    }

    private static void run(Connection look, int management) throws Exception {
        Bench.awaitReady(management);
        try (Statement create = look.createStatement()) {
            create.execute("create extension if not exists pg_stat_statements");
        }
        User[] users = new User[USERS];
        for (int number = 0; number < USERS; number++) {
            users[number] = enrolled(number);
        }
        try (Wire wire = new Wire()) {
            for (int times = 0; times < WARM_UP; times++) {
                signIn(wire, users[times % USERS], look);
            }
            signIns(wire, users, look);
            User one = users[0];
            String token = one.token;
            cost("bare endpoint (published keys)", look, wire, at -> get("/.well-known/jwks.json", null));
            cost("session check", look, wire, at -> get("/v1/session", token));
            cost("introspection", look, wire, at -> form("/oauth2/introspect", "token=" + token));
            cost("forward-auth", look, wire, at -> get("/v1/forward-auth", token));
            cost("refresh", look, wire, at -> form("/oauth2/token", "grant_type=refresh_token&refresh_token=" + one.refresh), body ->
                    one.refresh = Bench.JSON.readTree(body).path("refresh_token").asText());
            storm(users, token);
        }
        rates(users[0].token);
    }

    // ---- sign-ins

    private static final class User {
        String email;
        byte[] secret;
        String device;
        String token;
        String refresh;
    }

    /**
     * A code of the step now, which was used before unless the row says that none was: the bench has no clock to turn.
     */
    private static void signIn(Wire wire, User user, Connection look) throws Exception {
        try (Statement forget = look.createStatement()) {
            forget.execute("/* bench */ update totp_authenticator set last_spent_step = 0");
        }
        JsonNode first = Bench.JSON.readTree(wire.send(first(user)));
        String code = Totp.codeAt(user.secret, Totp.stepAt(Instant.now()));
        JsonNode in = Bench.JSON.readTree(wire.send(json("/v1/sign-in/verify", Map.of(
                "challengeToken", first.get("challengeToken").asText(), "method", "totp", "code", code))));
        user.device = in.hasNonNull("deviceToken") ? in.get("deviceToken").asText() : user.device;
        user.token = in.get("accessToken").asText();
        user.refresh = in.get("refreshToken").asText();
    }

    private static byte[] first(User user) throws Exception {
        Map<String, String> body = new HashMap<>(Map.of("email", user.email, "password", Bench.PASSWORD));
        if (user.device != null) {
            body.put("deviceToken", user.device);
        }
        return json("/v1/sign-in", body);
    }

    private static void signIns(Wire wire, User[] users, Connection look) throws Exception {
        reset(look);
        Cpu before = Cpu.now();
        long commits = commits(look);
        for (int times = 0; times < COUNTED; times++) {
            signIn(wire, users[times % USERS], look);
        }
        Cpu after = Cpu.now();
        Thread.sleep(1500); // the counters of a session are published with a delay
        double all = commits(look) - commits - COUNTED; // the bench itself has one each
        System.out.printf("%-42s %.1f statements, %.1f inner, %.1f round trips at most, %.1f commits, %.2f ms CPU, %.2f ms of hash%n",
                "password + TOTP, on a known device",
                calls(look, true) / COUNTED, calls(look, false) / COUNTED, calls(look, true) / COUNTED, all / COUNTED,
                (after.process - before.process - after.hashing + before.hashing) / COUNTED,
                (after.hashing - before.hashing) / COUNTED);
        System.out.println("    ms CPU by thread: " + after.since(before, COUNTED));
        print(look);
    }

    private static void print(Connection look) throws Exception {
        try (Statement query = look.createStatement();
                ResultSet rows = query.executeQuery("select calls, toplevel, regexp_replace(query, '\\s+', ' ', 'g') from pg_stat_statements where calls >= "
                        + COUNTED / 2 + " and query not like '%bench%' order by toplevel desc, calls desc")) {
            while (rows.next()) {
                String text = rows.getString(3);
                System.out.printf("    %5.2f %s %s%n", rows.getLong(1) / (double) COUNTED, rows.getBoolean(2) ? "" : "(inner)", text.substring(0, Math.min(110, text.length())));
            }
        }
    }

    private static void reset(Connection look) throws Exception {
        try (Statement reset = look.createStatement()) {
            reset.execute("select pg_stat_statements_reset()");
        }
    }

    private static double calls(Connection look, boolean top) throws Exception {
        return number(look, "select coalesce(sum(calls), 0) from pg_stat_statements where toplevel = " + top
                + " and calls >= " + COUNTED / 2 + " and query not like '%bench%' and query !~* '^(begin|commit|set|show|rollback)'");
    }

    private static long commits(Connection look) throws Exception {
        return (long) number(look, "select xact_commit from pg_stat_database where datname = current_database()");
    }

    private static double number(Connection look, String sql) throws Exception {
        try (Statement query = look.createStatement(); ResultSet rows = query.executeQuery("/* bench */ " + sql)) {
            rows.next();
            return rows.getDouble(1);
        }
    }

    // ---- other requests

    private interface Making {
        byte[] at(int number) throws Exception;
    }

    private interface Reading {
        void read(String body) throws Exception;
    }

    private static void cost(String what, Connection look, Wire wire, Making request) throws Exception {
        cost(what, look, wire, request, body -> {});
    }

    private static void cost(String what, Connection look, Wire wire, Making request, Reading answer) throws Exception {
        for (int times = 0; times < REQUESTS / 2; times++) {
            answer.read(wire.send(request.at(times)));
        }
        Cpu before = Cpu.now();
        long commits = commits(look);
        for (int times = 0; times < REQUESTS; times++) {
            answer.read(wire.send(request.at(times)));
        }
        double spent = Cpu.now().process - before.process;
        Thread.sleep(1500);
        System.out.printf("%-42s %.3f ms CPU, %.2f commits%n", what, spent / REQUESTS, (commits(look) - commits) / (double) REQUESTS);
    }

    /** Session checks one after the other, quiet and then while 64 clients send passwords. */
    private static void storm(User[] users, String token) throws Exception {
        System.out.printf("%-42s %s%n", "session check, quiet", percentiles(token));
        boolean[] done = {false};
        long[] answered = {0};
        Thread[] clients = new Thread[STORM];
        for (int number = 0; number < STORM; number++) {
            User user = users[number % USERS];
            clients[number] = new Thread(() -> {
                try (Wire wire = new Wire()) {
                    while (!done[0]) {
                        wire.answer(first(user));
                        synchronized (answered) {
                            answered[0]++;
                        }
                    }
                } catch (Exception closed) {
                    System.out.println(closed);
                }
            });
            clients[number].start();
        }
        Thread.sleep(3000);
        long begun = System.nanoTime();
        long before = answered[0];
        String under = percentiles(token);
        System.out.printf("%-42s %s; %.0f passwords a second%n", "session check, 64 clients signing in", under,
                (answered[0] - before) * 1e9 / (System.nanoTime() - begun));
        done[0] = true;
        for (Thread client : clients) {
            client.join();
        }
    }

    private static String percentiles(String token) throws Exception {
        int count = 3000;
        long[] took = new long[count];
        try (Wire wire = new Wire()) {
            for (int number = 0; number < count; number++) {
                long begun = System.nanoTime();
                wire.send(get("/v1/session", token));
                took[number] = System.nanoTime() - begun;
                Thread.sleep(2);
            }
        }
        Arrays.sort(took);
        return String.format("p50 %.2f ms, p95 %.2f ms, p99 %.2f ms", took[count / 2] / 1e6, took[count * 95 / 100] / 1e6, took[count * 99 / 100] / 1e6);
    }

    // ---- rates, by wrk

    private static void rates(String token) throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        System.out.printf("%-42s %.0f a second%n", "bare Argon2id, " + cores + " threads", bareHashes(cores));
        if (System.getProperty("wrk", "yes").equals("no")) {
            return;
        }
        double bare = wrk("bare endpoint (published keys)", 0, "/.well-known/jwks.json");
        wrk("session check", bare, "/v1/session", "-H", "Authorization: Bearer " + token);
        wrk("forward-auth", bare, "/v1/forward-auth", "-H", "Authorization: Bearer " + token);
        Path script = Files.createTempFile("introspect", ".lua");
        Files.writeString(script, "wrk.method = 'POST'\nwrk.body = 'token=" + token + "'\nwrk.headers['Authorization'] = '" + Bench.basic()
                + "'\nwrk.headers['Content-Type'] = 'application/x-www-form-urlencoded'\n");
        wrk("introspection", bare, "/oauth2/introspect", "-s", script.toString());
    }

    private static double wrk(String what, double bare, String path, String... more) throws Exception {
        java.util.List<String> command = new java.util.ArrayList<>(java.util.List.of("wrk", "-t1", "-c32", "-d6"));
        command.addAll(Arrays.asList(more));
        command.add("http://127.0.0.1:" + port + path);
        double cpu = Cpu.now().process;
        Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher rate = Pattern.compile("Requests/sec: +([0-9.]+)").matcher(said);
        Matcher count = Pattern.compile("([0-9]+) requests in").matcher(said);
        if (!rate.find() || !count.find() || said.contains("Non-2xx")) {
            System.out.println(what + ": " + said);
            return 1;
        }
        double found = Double.parseDouble(rate.group(1));
        System.out.printf("%-42s %.0f a second%s, %.3f ms CPU%n", what + ", 32 connections", found,
                bare == 0 ? "" : String.format(" = %.2f of the bare endpoint", found / bare),
                (Cpu.now().process - cpu) / Double.parseDouble(count.group(1)));
        return found;
    }

    private static double bareHashes(int cores) throws Exception {
        Argon2id argon2id = new Argon2id();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(4);
        int[] counts = new int[cores];
        Thread[] threads = new Thread[cores];
        for (int each = 0; each < cores; each++) {
            int number = each;
            threads[each] = new Thread(() -> {
                while (System.nanoTime() < end) {
                    argon2id.hash("password".getBytes(), new byte[Argon2id.SALT_BYTES]);
                    counts[number]++;
                }
            });
            threads[each].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return Arrays.stream(counts).sum() / 4.0;
    }

    /** Processor time of the service in milliseconds, and the part of it on the threads that hash. */
    private record Cpu(double process, double hashing, Map<String, Double> threads) {

        static Cpu now() throws IOException {
            Map<String, Double> all = new HashMap<>();
            try (var threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
                for (Path thread : threads.toList()) {
                    try {
                        String name = Files.readString(thread.resolve("comm")).strip().replaceAll("[-#0-9]+$", "");
                        all.merge(name, nanos(thread) / 1e6, Double::sum);
                    } catch (IOException ended) {
                        // A thread that is gone.
                    }
                }
            }
            String[] stat = Files.readString(Path.of("/proc/" + pid + "/stat")).replaceAll(".*\\) ", "").split(" ");
            double process = (Long.parseLong(stat[11]) + Long.parseLong(stat[12])) * 10.0;
            return new Cpu(process, all.getOrDefault("hashing", 0.0), all);
        }

        /** What was spent since then on threads of each name, for each of so many requests. */
        String since(Cpu before, int requests) {
            return threads.entrySet().stream()
                    .map(each -> Map.entry(
                            each.getKey(),
                            (each.getValue() - before.threads.getOrDefault(each.getKey(), 0.0)) / requests))
                    .filter(each -> each.getValue() >= 0.05)
                    .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                    .map(each -> String.format("%s %.2f", each.getKey(), each.getValue()))
                    .collect(Collectors.joining(", "));
        }

        private static double nanos(Path thread) throws IOException {
            return Double.parseDouble(Files.readString(thread.resolve("schedstat")).split(" ")[0]);
        }
    }

    // ---- one connection, without a client library: its own cost is small beside the service's

    private static final class Wire implements AutoCloseable {

        private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *([0-9]+)");
        private final Socket socket;
        private final byte[] buffer = new byte[65536];

        Wire() throws IOException {
            socket = new Socket("127.0.0.1", port);
            socket.setTcpNoDelay(true);
        }

        String send(byte[] request) throws IOException {
            String answer = answer(request);
            if (!answer.startsWith("HTTP/1.1 2")) {
                throw new IOException(answer);
            }
            return answer.substring(answer.indexOf("\r\n\r\n") + 4);
        }

        String answer(byte[] request) throws IOException {
            socket.getOutputStream().write(request);
            int filled = 0;
            while (true) {
                int read = socket.getInputStream().read(buffer, filled, buffer.length - filled);
                if (read < 0) {
                    throw new IOException("closed");
                }
                filled += read;
                String text = new String(buffer, 0, filled, StandardCharsets.ISO_8859_1);
                int head = text.indexOf("\r\n\r\n");
                if (head >= 0) {
                    Matcher length = LENGTH.matcher(text.substring(0, head));
                    int body = length.find() ? Integer.parseInt(length.group(1)) : 0;
                    if (filled >= head + 4 + body) {
                        return text;
                    }
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static byte[] request(String line, String type, String authorization, String body) {
        String head = line + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36\r\n"
                + (authorization == null ? "" : "Authorization: " + authorization + "\r\n")
                + (body == null ? "" : "Content-Type: " + type + "\r\nContent-Length: " + body.length() + "\r\n") + "\r\n";
        return (head + (body == null ? "" : body)).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] json(String path, Map<String, String> body) throws IOException {
        return request("POST " + path, "application/json", null, Bench.JSON.writeValueAsString(body));
    }

    private static byte[] form(String path, String body) {
        return request("POST " + path, "application/x-www-form-urlencoded", path.endsWith("introspect") ? Bench.basic() : null, body);
    }

    private static byte[] get(String path, String token) {
        return request("GET " + path, null, token == null ? null : "Bearer " + token, null);
    }

    // ---- users

    private static User enrolled(int number) throws Exception {
        User user = new User();
        user.email = "cost" + number + "@example.org";
        Map<String, String> owner = Map.of("email", user.email, "password", Bench.PASSWORD);
        post("/v1/accounts", Bench.basic(), Map.of("name", "Cost", "owner", owner));
        String challenge = post("/v1/sign-in", null, owner).get("challengeToken").asText();
        JsonNode in = post("/v1/sign-in/verify", null, Map.of("challengeToken", challenge, "method", "email_code", "code", mails.code(user.email)));
        String bearer = "Bearer " + in.get("accessToken").asText();
        user.device = in.get("deviceToken").asText();
        JsonNode pending = post("/v1/me/authenticators", bearer, Map.of("name", "cost"));
        user.secret = new Base32().decode(pending.get("secret").asText());
        String code = Totp.codeAt(user.secret, Totp.stepAt(Instant.now()));
        post("/v1/me/authenticators/" + pending.get("id").asText() + "/confirm", bearer, Map.of("code", code));
        return user;
    }

    private static JsonNode post(String path, String authorization, Object body) throws Exception {
        return Bench.post("http://127.0.0.1:" + port + path, authorization, body);
    }

    private static Process start(Path folder, EmbeddedPostgres database, int management, String[] args) throws IOException {
        List<String> options = new ArrayList<>();
        if (args.length > 0) {
            options.add("-XX:StartFlightRecording=filename=" + args[0] + ",settings=profile,dumponexit=true");
        }
        options.addAll(Arrays.asList(System.getProperty("jvm", "").split(" ")));
        options.remove("");
        Map<String, String> settings = mails.addTo(Bench.settings(port, management, Bench.url(database), folder));
        settings.put("SALLYPORT_ISSUER", "http://localhost:" + port);
        settings.put("SALLYPORT_THROTTLE_SIGN_INS_PER_MINUTE", "1000000");
        System.out.println("log: " + folder.resolve("service.log"));
        return Bench.start(folder.resolve("service.log"), settings, options);
    }
}
