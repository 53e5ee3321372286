import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.security.crypto.Argon2id;
import dev.sallyport.factors.otp.Totp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.apache.commons.codec.binary.Base32;

/**
 * How fast the two steps of a sign-in are, compared with the bare password hash in the same run, and how fast session
 * checks are, compared with an endpoint that reads nothing. It starts the packaged service on a folder of its own,
 * calls it over loopback, prints what it measured, and stops by itself.
 *
 * <p>src/bench/run SignInRates [load]
 *
 * <p>With {@code load} it sends requests at a steady rate instead, whether earlier ones are answered or not, and
 * measures from the moment at which each was due: 8 sign-ins with two factors a second for each core, 500
 * introspections a second, and then five times as many sign-ins during introspections. It ends with 1 if an answer was
 * neither a success nor 429 or 503.
 */
public final class SignInRates {

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

    private static String base;
    private static MailSink mails;

    public static void main(String[] args) throws Exception {
        Path data = Files.createTempDirectory("sallyport-bench");
        int api = Bench.freePort();
        int management = Bench.freePort();
        base = "http://127.0.0.1:" + api;
        mails = new MailSink();
        Map<String, String> settings = mails.addTo(Bench.settings(api, management));
        settings.put("SALLYPORT_DATA_DIR", data.toString());
        Process service = Bench.start(data.resolve("service.log"), settings, List.of());
        boolean isGood = true;
        try {
            long begun = System.nanoTime();
            Bench.awaitReady(management);
            Bench.say("first start to ready (with a new database)", "%.1f s", Bench.seconds(begun));
            Thread.sleep(3000);
            Bench.say("idle memory of the service (RSS)", "%d MB", rss(service.pid()));
            if (args.length > 0 && args[0].equals("load")) {
                isGood = load(service);
                return;
            }
            double bare = bareHashes();
            Bench.say("bare Argon2id", "%.0f a second", bare);
            List<User> users = inParallel(CONNECTIONS, USERS, SignInRates::enrolled);
            double first = rate(CONNECTIONS, SPAN, number -> signIn(users.get(number % USERS)) != null);
            Bench.say("first step (right password)", "%.0f a second = %.2f of the bare hash", first, first / bare);
            double both = fullSignIns(users);
            Bench.say("both steps (password and TOTP)", "%.0f a second = %.2f of the bare hash", both, both / bare);
            String token = users.get(0).token;
            double keys = rate(32, SPAN, number -> status(get("/.well-known/jwks.json", null)) == 200);
            Bench.say("bare endpoint (published keys, no database)", "%.0f a second", keys);
            double checks = rate(32, SPAN, number -> status(get("/v1/session", token)) == 200);
            Bench.say("session check", "%.0f a second = %.2f of the bare endpoint", checks, checks / keys);
            double asked = rate(32, SPAN, number -> isActive(token));
            Bench.say("introspection", "%.0f a second = %.2f of the bare endpoint", asked, asked / keys);
            double refreshed = rate(32, SPAN, number -> refresh(users.get(number % 32)));
            Bench.say("refresh", "%.0f a second = %.2f of the bare endpoint", refreshed, refreshed / keys);
            Bench.say("memory after the load (RSS)", "%d MB", rss(service.pid()));
        } finally {
            Bench.stop(service);
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
        post("/v1/accounts", Bench.basic(),
                Map.of("name", "Bench", "owner", Map.of("email", user.email, "password", Bench.PASSWORD)));
        String challenge = signIn(user).get("challengeToken").asText();
        JsonNode in = verify(challenge, "email_code", mails.code(user.email));
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
        return done / Bench.seconds(begun);
    }

    // ---- the load

    private static boolean load(Process service) throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        int rate = SIGN_INS_FOR_A_CORE * cores;
        Bench.say("cores", "%d", cores);
        List<User> users = inParallel(CONNECTIONS, USERS_UNDER_LOAD, SignInRates::enrolled);
        String token = users.get(0).token;
        Bench.say("memory before the load (RSS)", "%d MB", rss(service.pid()));
        boolean isGood = steadily("full sign-ins", rate, LOAD_SPAN, number -> fullSignIn(users.get(number % users.size())));
        isGood &= steadily("introspections", INTROSPECTIONS, LOAD_SPAN, number -> introspection(token));
        Bench.say("memory after the load (RSS)", "%d MB", rss(service.pid()));
        ExecutorService meanwhile = Executors.newSingleThreadExecutor();
        Future<Boolean> checks = meanwhile.submit(
                () -> steadily("introspections during the overload", rate, OVERLOAD_SPAN, number -> introspection(token)));
        isGood &= steadily("first steps, overload", OVERLOAD * rate, OVERLOAD_SPAN, number -> firstStep(users.get(number % users.size())));
        isGood &= checks.get();
        meanwhile.shutdown();
        Bench.say("memory after the overload (RSS)", "%d MB", rss(service.pid()));
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
        Bench.say(what, "%d a second: p50 %.0f ms, p95 %.0f ms, p99 %.0f ms; answers %s", perSecond,
                took[count / 2] / 1e6, took[count * 95 / 100] / 1e6, took[count * 99 / 100] / 1e6, new TreeMap<>(statuses));
        return statuses.keySet().stream().allMatch(status -> status == 200 || status == 429 || status == 503);
    }

    private static int fullSignIn(User user) throws Exception {
        HttpResponse<String> first = answer("/v1/sign-in", Map.of("email", user.email, "password", Bench.PASSWORD));
        if (first.statusCode() != 200) {
            return first.statusCode();
        }
        String code;
        synchronized (user) {
            user.lastStep = Math.max(user.lastStep + 1, Totp.stepAt(Instant.now()) - 1);
            code = Totp.codeAt(user.secret, user.lastStep);
        }
        return answer("/v1/sign-in/verify", Map.of(
                        "challengeToken", Bench.JSON.readTree(first.body()).get("challengeToken").asText(),
                        "method", "totp",
                        "code", code))
                .statusCode();
    }

    private static int firstStep(User user) throws Exception {
        return answer("/v1/sign-in", Map.of("email", user.email, "password", Bench.PASSWORD)).statusCode();
    }

    private static int introspection(String token) throws Exception {
        return form("/oauth2/introspect", "token=" + token).statusCode();
    }

    private static HttpResponse<String> answer(String path, Object body) throws Exception {
        return Bench.HTTP.send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(Bench.JSON.writeValueAsString(body)))
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
        return sum / Bench.seconds(begun);
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
        return post("/v1/sign-in", null, Map.of("email", user.email, "password", Bench.PASSWORD));
    }

    private static JsonNode verify(String challenge, String method, String code) throws Exception {
        return post("/v1/sign-in/verify", null, Map.of("challengeToken", challenge, "method", method, "code", code));
    }

    private static JsonNode post(String path, String authorization, Object body) throws Exception {
        return Bench.post(base + path, authorization, body);
    }

    private static boolean isActive(String token) throws Exception {
        return form("/oauth2/introspect", "token=" + token).body().startsWith("{\"active\":true");
    }

    private static boolean refresh(User user) throws Exception {
        HttpResponse<String> answer =
                form("/oauth2/token", "grant_type=refresh_token&refresh_token=" + user.refreshToken);
        user.refreshToken = Bench.JSON.readTree(answer.body()).path("refresh_token").asText();
        return answer.statusCode() == 200;
    }

    private static HttpResponse<String> form(String path, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (path.endsWith("introspect")) {
            request.header("Authorization", Bench.basic());
        }
        return Bench.HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest get(String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request.build();
    }

    private static int status(HttpRequest request) throws Exception {
        return Bench.HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static long rss(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}
