import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.security.crypto.Argon2id;
import dev.sallyport.factors.otp.Totp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.binary.Base32;

/**
 * How fast the two doors are, against the bare password hash in the same run, and the session checks behind them,
 * against an endpoint that reads nothing. It starts the packaged service on a folder of its own, talks to it over
 * loopback, prints what it measured, and stops by itself.
 *
 * <p>java -cp 'target/quarkus-app/lib/main/*:target/quarkus-app/app/*' src/bench/Doors.java [load]
 *
 * <p>With {@code load} it sends requests at a steady rate instead, whether earlier ones are answered or not, and
 * measures from the moment at which each was due: 8 sign-ins with two factors a second for each core, 500
 * introspections a second, and then five times as many sign-ins beside introspections. It ends with 1 if an answer was
 * neither a success nor 429 or 503.
 */
public final class Doors {

    private static final int USERS = 60;
    private static final int USERS_UNDER_LOAD = 400;
    private static final int SIGN_INS_FOR_A_CORE = 8;
    private static final int INTROSPECTIONS = 500;
    private static final int OVERLOAD = 5;
    private static final int IN_FLIGHT = 256;
    private static final Duration LOAD_SPAN = Duration.ofSeconds(60);
    private static final Duration OVERLOAD_SPAN = Duration.ofSeconds(20);
    private static final int CONNECTIONS = 8;
    private static final Duration SPAN = Duration.ofSeconds(8);
    private static final String PASSWORD = "tulip anvil 42 meridian";
    private static final String CLIENT = "bench:a-secret-for-the-bench-only-5Yw0kPzQ7r";
    private static final Pattern CODE = Pattern.compile("^ {4}([0-9]{6})\\s*$");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Map<String, String> CODES = new ConcurrentHashMap<>();

    private static String base;

    public static void main(String[] args) throws Exception {
        Path data = Files.createTempDirectory("sallyport-bench");
        int api = freePort();
        int management = freePort();
        base = "http://127.0.0.1:" + api;
        ServerSocket mail = new ServerSocket(0);
        Thread sink = new Thread(() -> receive(mail), "mail");
        sink.setDaemon(true);
        sink.start();
        Process service = start(data, api, management, mail.getLocalPort());
        boolean isGood = true;
        try {
            long begun = System.nanoTime();
            await("http://127.0.0.1:" + management + "/q/health/ready");
            say("first start to ready (with a new database)", "%.1f s", seconds(begun));
            Thread.sleep(3000);
            say("idle memory of the service (RSS)", "%d MB", rss(service.pid()));
            if (args.length > 0 && args[0].equals("load")) {
                isGood = load(service);
                return;
            }
            double bare = bareHashes();
            say("bare Argon2id", "%.0f a second", bare);
            List<User> users = inParallel(CONNECTIONS, USERS, Doors::enrolled);
            double first = rate(CONNECTIONS, SPAN, number -> signIn(users.get(number % USERS)) != null);
            say("first door (password right)", "%.0f a second = %.2f of the bare hash", first, first / bare);
            double both = fullSignIns(users);
            say("both doors (password + TOTP)", "%.0f a second = %.2f of the bare hash", both, both / bare);
            String token = users.get(0).token;
            double keys = rate(32, SPAN, number -> status(get("/.well-known/jwks.json", null)) == 200);
            say("bare endpoint (published keys, no database)", "%.0f a second", keys);
            double checks = rate(32, SPAN, number -> status(get("/v1/session", token)) == 200);
            say("session check", "%.0f a second = %.2f of the bare endpoint", checks, checks / keys);
            double asked = rate(32, SPAN, number -> isActive(token));
            say("introspection", "%.0f a second = %.2f of the bare endpoint", asked, asked / keys);
            double refreshed = rate(32, SPAN, number -> refresh(users.get(number % 32)));
            say("refresh", "%.0f a second = %.2f of the bare endpoint", refreshed, refreshed / keys);
            say("memory after the load (RSS)", "%d MB", rss(service.pid()));
        } finally {
            service.destroy();
            service.waitFor(20, TimeUnit.SECONDS);
            if (!isGood) {
                System.exit(1);
            }
        }
    }

    private static final class User {
        String email;
        long lastStep;
        String token;
        String refreshToken;
        byte[] secret;
    }

    private static User enrolled(int number) throws Exception {
        User user = new User();
        user.email = "bench" + number + "@example.org";
        post("/v1/accounts", "Basic " + Base64.getEncoder().encodeToString(CLIENT.getBytes()),
                Map.of("name", "Bench", "owner", Map.of("email", user.email, "password", PASSWORD)));
        String challenge = signIn(user).get("challengeToken").asText();
        JsonNode in = verify(challenge, "email_code", code(user.email));
        user.token = in.get("accessToken").asText();
        JsonNode pending = post("/v1/me/authenticators", "Bearer " + user.token, Map.of("name", "bench"));
        user.secret = new Base32().decode(pending.get("secret").asText());
        // The step before, with time left to be taken: two fresh ones are left for the measurement.
        long ofStep = System.currentTimeMillis() % 30_000;
        if (ofStep > 20_000) {
            Thread.sleep(30_000 - ofStep);
        }
        String code = Totp.codeAt(user.secret, Totp.stepAt(Instant.now()) - 1);
        JsonNode active = post("/v1/me/authenticators/" + pending.get("id").asText() + "/confirm",
                "Bearer " + user.token, Map.of("code", code));
        user.token = active.get("signIn").get("accessToken").asText();
        user.refreshToken = active.get("signIn").get("refreshToken").asText();
        user.lastStep = Totp.stepAt(Instant.now()) - 1;
        return user;
    }

    /** Every user signs in with each code that is still fresh: a step works once. */
    private static double fullSignIns(List<User> users) throws Exception {
        long begun = System.nanoTime();
        int done = 0;
        for (int step = 0; step <= 1; step++) {
            int ahead = step;
            done += inParallel(CONNECTIONS, users.size(), number -> {
                        User user = users.get(number);
                        String challenge = signIn(user).get("challengeToken").asText();
                        String code = Totp.codeAt(user.secret, Totp.stepAt(Instant.now()) + ahead);
                        JsonNode in = verify(challenge, "totp", code);
                        return in.path("status").asText().equals("signed_in") ? 1 : 0;
                    })
                    .stream()
                    .mapToInt(Integer::intValue)
                    .sum();
        }
        return done / seconds(begun);
    }

    // ---- the load

    private static boolean load(Process service) throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        int rate = SIGN_INS_FOR_A_CORE * cores;
        say("cores", "%d", cores);
        List<User> users = inParallel(CONNECTIONS, USERS_UNDER_LOAD, Doors::enrolled);
        String token = users.get(0).token;
        say("memory before the load (RSS)", "%d MB", rss(service.pid()));
        boolean isGood = steadily("full sign-ins", rate, LOAD_SPAN, number -> fullSignIn(users.get(number % users.size())));
        isGood &= steadily("introspections", INTROSPECTIONS, LOAD_SPAN, number -> introspection(token));
        say("memory after the load (RSS)", "%d MB", rss(service.pid()));
        ExecutorService beside = Executors.newSingleThreadExecutor();
        Future<Boolean> checks = beside.submit(
                () -> steadily("introspections beside the overload", rate, OVERLOAD_SPAN, number -> introspection(token)));
        isGood &= steadily("first steps, overload", OVERLOAD * rate, OVERLOAD_SPAN, number -> firstStep(users.get(number % users.size())));
        isGood &= checks.get();
        beside.shutdown();
        say("memory after the overload (RSS)", "%d MB", rss(service.pid()));
        return isGood;
    }

    private interface Answered {
        int status(int number) throws Exception;
    }

    /** Sends at this rate, whether earlier requests are answered or not; false if an answer was a failure. */
    private static boolean steadily(String what, int perSecond, Duration span, Answered step) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(IN_FLIGHT);
        int count = Math.toIntExact(perSecond * span.toSeconds());
        long[] took = new long[count];
        Map<Integer, LongAdder> statuses = new ConcurrentHashMap<>();
        long begun = System.nanoTime();
        for (int number = 0; number < count; number++) {
            int each = number;
            long due = begun + (long) (number * 1e9 / perSecond);
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            pool.execute(() -> {
                int status = -1;
                try {
                    status = step.status(each);
                } catch (Exception noAnswer) {
                    // Counted as none.
                }
                took[each] = System.nanoTime() - due;
                statuses.computeIfAbsent(status, any -> new LongAdder()).increment();
            });
        }
        pool.shutdown();
        pool.awaitTermination(2, TimeUnit.MINUTES);
        Arrays.sort(took);
        say(what, "%d a second: p50 %.0f ms, p95 %.0f ms, p99 %.0f ms; answers %s", perSecond,
                took[count / 2] / 1e6, took[count * 95 / 100] / 1e6, took[count * 99 / 100] / 1e6, new TreeMap<>(statuses));
        return statuses.keySet().stream().allMatch(status -> status == 200 || status == 429 || status == 503);
    }

    private static int fullSignIn(User user) throws Exception {
        HttpResponse<String> first = answer("/v1/sign-in", Map.of("email", user.email, "password", PASSWORD));
        if (first.statusCode() != 200) {
            return first.statusCode();
        }
        String code;
        synchronized (user) {
            user.lastStep = Math.max(user.lastStep + 1, Totp.stepAt(Instant.now()) - 1);
            code = Totp.codeAt(user.secret, user.lastStep);
        }
        return answer("/v1/sign-in/verify", Map.of(
                        "challengeToken", JSON.readTree(first.body()).get("challengeToken").asText(),
                        "method", "totp",
                        "code", code))
                .statusCode();
    }

    private static int firstStep(User user) throws Exception {
        return answer("/v1/sign-in", Map.of("email", user.email, "password", PASSWORD)).statusCode();
    }

    private static int introspection(String token) throws Exception {
        return form("/oauth2/introspect", "token=" + token).statusCode();
    }

    private static HttpResponse<String> answer(String path, Object body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static double bareHashes() throws Exception {
        Argon2id argon2id = new Argon2id();
        byte[] salt = new byte[Argon2id.SALT_BYTES];
        int cores = Runtime.getRuntime().availableProcessors();
        return rate(cores, SPAN, number -> argon2id.hash(("password" + number).getBytes(), salt).length == 32);
    }

    private interface Step {
        boolean run(int number) throws Exception;
    }

    private static double rate(int threads, Duration span, Step step) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        long begun = System.nanoTime();
        long end = begun + span.toNanos();
        List<Future<Integer>> counts = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int offset = thread;
            counts.add(pool.submit(() -> {
                int good = 0;
                for (int number = offset; System.nanoTime() < end; number += threads) {
                    good += step.run(number) ? 1 : 0;
                }
                return good;
            }));
        }
        int sum = 0;
        for (Future<Integer> count : counts) {
            sum += count.get();
        }
        pool.shutdown();
        return sum / seconds(begun);
    }

    private interface Making<T> {
        T make(int number) throws Exception;
    }

    private static <T> List<T> inParallel(int threads, int count, Making<T> making) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Callable<T>> work = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            int each = number;
            work.add(() -> making.make(each));
        }
        List<T> made = new ArrayList<>();
        for (Future<T> one : pool.invokeAll(work)) {
            made.add(one.get());
        }
        pool.shutdown();
        return made;
    }

    private static JsonNode signIn(User user) throws Exception {
        return post("/v1/sign-in", null, Map.of("email", user.email, "password", PASSWORD));
    }

    private static JsonNode verify(String challenge, String method, String code) throws Exception {
        return post("/v1/sign-in/verify", null, Map.of("challengeToken", challenge, "method", method, "code", code));
    }

    private static JsonNode post(String path, String authorization, Object body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    private static boolean isActive(String token) throws Exception {
        return form("/oauth2/introspect", "token=" + token).body().startsWith("{\"active\":true");
    }

    private static boolean refresh(User user) throws Exception {
        HttpResponse<String> answer =
                form("/oauth2/token", "grant_type=refresh_token&refresh_token=" + user.refreshToken);
        user.refreshToken = JSON.readTree(answer.body()).path("refresh_token").asText();
        return answer.statusCode() == 200;
    }

    private static HttpResponse<String> form(String path, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (path.endsWith("introspect")) {
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(CLIENT.getBytes()));
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest get(String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request.build();
    }

    private static int status(HttpRequest request) throws Exception {
        return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static Process start(Path data, int api, int management, int mail) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-jar", "target/quarkus-app/quarkus-run.jar");
        builder.environment().putAll(Map.of(
                "SALLYPORT_DATA_DIR", data.toString(),
                "SALLYPORT_BOOTSTRAP_CLIENT_ID", CLIENT.split(":")[0],
                "SALLYPORT_BOOTSTRAP_CLIENT_SECRET", CLIENT.split(":")[1],
                "SALLYPORT_THROTTLE_SIGN_INS_PER_MINUTE", "0",
                "SALLYPORT_THROTTLE_MAILS_PER_HOUR", "0",
                "QUARKUS_HTTP_PORT", Integer.toString(api),
                "QUARKUS_MANAGEMENT_PORT", Integer.toString(management),
                "QUARKUS_MAILER_HOST", "127.0.0.1",
                "QUARKUS_MAILER_PORT", Integer.toString(mail),
                "QUARKUS_MAILER_START_TLS", "DISABLED"));
        return builder.redirectErrorStream(true)
                .redirectOutput(data.resolve("service.log").toFile())
                .start();
    }

    /** As much of RFC 5321 as it takes to be given a mail. */
    private static void receive(ServerSocket server) {
        while (true) {
            try {
                Socket caller = server.accept();
                Thread talk = new Thread(() -> talk(caller));
                talk.setDaemon(true);
                talk.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void talk(Socket caller) {
        try (Socket socket = caller;
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
                PrintWriter out = new PrintWriter(socket.getOutputStream(), true)) {
            out.print("220 bench\r\n");
            out.flush();
            String recipient = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String command = line.toUpperCase();
                if (command.startsWith("RCPT")) {
                    recipient = line.replaceAll(".*<(.*)>.*", "$1");
                }
                if (command.startsWith("DATA")) {
                    out.print("354 go on\r\n");
                    out.flush();
                    read(in, recipient);
                }
                out.print(command.startsWith("QUIT") ? "221 bye\r\n" : "250 ok\r\n");
                out.flush();
            }
        } catch (IOException closed) {
            // It hung up.
        }
    }

    private static void read(BufferedReader in, String recipient) throws IOException {
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            Matcher code = CODE.matcher(line);
            if (code.find()) {
                CODES.put(recipient, code.group(1));
            }
        }
    }

    private static String code(String email) throws InterruptedException {
        while (!CODES.containsKey(email)) {
            Thread.sleep(5);
        }
        return CODES.get(email);
    }

    private static void await(String url) throws Exception {
        for (long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2); System.nanoTime() < end; Thread.sleep(20)) {
            try {
                if (status(HttpRequest.newBuilder(URI.create(url)).build()) == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // The service does not listen yet.
            }
        }
        throw new IllegalStateException("The service did not start");
    }

    private static long rss(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    private static void say(String what, String form, Object... values) {
        System.out.printf("%-45s %s%n", what, String.format(form, values));
    }
}
