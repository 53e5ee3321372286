import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.commons.codec.binary.Base32;

/**
 * Fails the database over again and again while the service works: two PostgreSQL servers with synchronous replication
 * under Patroni with etcd, HAProxy in front, and two replicas of the service. The primary is killed, switched
 * with the standby, and the standby is stalled, so that commits wait. Meanwhile users sign in with codes, show each
 * code again, and refresh their tokens, repeating whatever was not answered.
 *
 * <p>It prints how long no change was possible, and what must be zero: sessions that were lost, codes that were
 * accepted twice, refresh tokens of living sessions that were refused, and answers from 500 on other than 503. It ends
 * with 1 if one of them is not, and stops by itself.
 *
 * <p>It needs Debian's packages patroni, etcd-server, haproxy and postgresql, and root, since PostgreSQL runs as the
 * user postgres.
 *
 * <p>src/bench/run Failover [rounds, 1]
 * [ports from, 26000] ["driver": the driver finds the primary, and HAProxy is not asked]
 */
public final class Failover {

    private static final int USERS = 16;
    private static final int REFRESHING = 12;
    private static final Duration SETTLE = Duration.ofSeconds(90);

    private static final Map<String, AtomicInteger> ANSWERS = new ConcurrentHashMap<>();

    private final Path folder = Files.createTempDirectory("sallyport-failover");
    private final boolean byDriver;
    private final int etcd;
    private final int etcdPeer;
    private final int proxy;
    private final int[] patroni;
    private final int[] postgres;
    private final int[] ports;
    private final int[] management;
    private final MailSink mails = new MailSink();
    private final List<Process> started = new ArrayList<>();
    private final Process[] nodes = new Process[2];

    private final AtomicInteger lostSessions = new AtomicInteger();
    private final AtomicInteger codesTwice = new AtomicInteger();
    private final AtomicInteger deadFamilies = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();

    /** When a change last succeeded, and the longest time between two since the counter was set to zero. */
    private final AtomicLong lastChange = new AtomicLong(System.nanoTime());
    private final AtomicLong longestGap = new AtomicLong();

    private volatile boolean stopping;

    /**
     * Fixed ports, below those that the system gives to connections: a server must get its own again when it returns.
     */
    private Failover(int port, boolean byDriver) throws Exception {
        this.byDriver = byDriver;
        etcd = port;
        etcdPeer = port + 1;
        proxy = port + 2;
        patroni = new int[] {port + 3, port + 4};
        postgres = new int[] {port + 5, port + 6};
        ports = new int[] {port + 7, port + 8};
        management = new int[] {port + 9, port + 10};
        List<String> programs =
                List.of("/usr/bin/etcd", "/usr/bin/patroni", "/usr/sbin/haproxy", binaries() + "/postgres");
        for (String program : programs) {
            if (!Files.isExecutable(Path.of(program))) {
                throw new IllegalStateException(
                        program + " is missing: install patroni, etcd-server, haproxy and postgresql");
            }
        }
        Bench.writeKeyset(folder);
    }

    public static void main(String[] args) throws Exception {
        int rounds = args.length == 0 ? 1 : Integer.parseInt(args[0]);
        Failover bench = new Failover(
                args.length < 2 ? 26_000 : Integer.parseInt(args[1]), args.length > 2 && args[2].equals("driver"));
        Runtime.getRuntime().addShutdownHook(new Thread(bench::stop));
        System.exit(bench.run(rounds) ? 0 : 1);
    }

    private boolean run(int rounds) throws Exception {
        startCluster();
        for (int number = 0; number < 2; number++) {
            started.add(service(number));
            awaitStatus("http://127.0.0.1:" + management[number] + "/q/health/ready", 200);
        }
        List<User> users = new ArrayList<>();
        for (int number = 0; number < USERS; number++) {
            users.add(enrolled("failover" + number + "@example.org"));
        }
        List<Thread> workers = new ArrayList<>();
        for (User user : users) {
            workers.add(Bench.daemon(() -> signInAgainAndAgain(user)));
        }
        for (int number = 0; number < REFRESHING; number++) {
            User user = users.get(number);
            workers.add(Bench.daemon(() -> refreshAgainAndAgain(user)));
        }
        event("nothing", () -> {}, Duration.ofSeconds(10));
        for (int round = 0; round < rounds; round++) {
            event("planned switchover", this::switchOver, SETTLE);
            event("standby stalled for 15 s", this::stallStandby, SETTLE);
            event("primary killed", this::killPrimary, SETTLE);
        }
        stopping = true;
        for (Thread worker : workers) {
            worker.join(60_000);
        }
        users.forEach(this::checkSessions);
        System.out.println("answers: " + new TreeMap<>(ANSWERS));
        System.out.printf("sessions lost: %d, codes accepted twice: %d, refresh tokens refused: %d, 5xx but 503: %d%n",
                lostSessions.get(), codesTwice.get(), deadFamilies.get(), failures.get());
        return Stream.of(lostSessions, codesTwice, deadFamilies, failures).allMatch(count -> count.get() == 0);
    }

    private interface Work {
        void run() throws Exception;
    }

    private void event(String what, Work work, Duration settle) throws Exception {
        lastChange.set(System.nanoTime());
        longestGap.set(0);
        work.run();
        awaitBothServers(settle);
        Thread.sleep(5_000);
        longestGap.accumulateAndGet(System.nanoTime() - lastChange.get(), Math::max);
        System.out.printf("%-28s longest time without a change: %5.1f s%n", what, longestGap.get() / 1e9);
    }

    // ---- what the users do

    private static final class User {
        final String email;
        byte[] secret;
        final Session refreshing = new Session();
        final List<Session> sessions = new ArrayList<>();

        User(String email) {
            this.email = email;
        }
    }

    /** A session that was reported to a client, with the newest refresh token that it knows. */
    private static final class Session {
        volatile String refreshToken;
        volatile boolean refused;
    }

    /** Each step of the app once, and then the same code again: it must be refused the second time. */
    private void signInAgainAndAgain(User user) {
        long last = Totp.stepAt(Instant.now()) + 1;
        while (!stopping) {
            try {
                long step = Totp.stepAt(Instant.now());
                if (step <= last) {
                    Thread.sleep(200);
                    continue;
                }
                last = step;
                Thread.sleep(ThreadLocalRandom.current().nextInt(10_000));
                String code = Totp.codeAt(user.secret, step);
                int accepted = 0;
                for (int tries = 0; tries < 4; tries++) {
                    JsonNode answer = signIn(user, code);
                    if (answer != null && answer.path("status").asText().equals("signed_in")) {
                        accepted++;
                        Session session = new Session();
                        session.refreshToken = answer.path("refreshToken").asText();
                        user.sessions.add(session);
                    } else if (answer != null && accepted > 0) {
                        break;
                    }
                    Thread.sleep(1_000);
                }
                if (accepted > 1) {
                    codesTwice.incrementAndGet();
                    System.out.println("A code was accepted " + accepted + " times: " + user.email);
                }
            } catch (InterruptedException e) {
                return;
            } catch (Exception broken) {
                count("no answer");
            }
        }
    }

    /** The answer to the code, or null if it is not known whether it was accepted. */
    private JsonNode signIn(User user, String code) throws Exception {
        HttpResponse<String> first =
                post("sign-in", "/v1/sign-in", null, Map.of("email", user.email, "password", Bench.PASSWORD));
        if (first.statusCode() != 200) {
            return null;
        }
        String challenge = Bench.JSON.readTree(first.body()).path("challengeToken").asText();
        HttpResponse<String> second = post("code", "/v1/sign-in/verify", null, Map.of(
                "challengeToken", challenge, "method", "totp", "code", code));
        if (second.statusCode() == 200) {
            changed();
        }
        return second.statusCode() == 200 || second.statusCode() == 401 ? Bench.JSON.readTree(second.body()) : null;
    }

    private void refreshAgainAndAgain(User user) {
        while (!stopping) {
            try {
                refresh(user.refreshing);
                Thread.sleep(250);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** One refresh, repeated with the same token and the same key until it is answered. */
    private void refresh(Session session) throws InterruptedException {
        String key = UUID.randomUUID().toString();
        String token = session.refreshToken;
        for (int tries = 0; tries < 120 && !session.refused; tries++) {
            try {
                HttpResponse<String> answer = send("refresh", HttpRequest.newBuilder(anyone("/oauth2/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Idempotency-Key", key)
                        .POST(HttpRequest.BodyPublishers.ofString("grant_type=refresh_token&refresh_token=" + token)));
                if (answer.statusCode() == 200) {
                    changed();
                    session.refreshToken = Bench.JSON.readTree(answer.body()).path("refresh_token").asText();
                    return;
                }
                if (answer.statusCode() == 400) {
                    session.refused = true;
                    deadFamilies.incrementAndGet();
                    System.out.println("A refresh token was refused at try " + (tries + 1) + ": " + answer.body());
                }
            } catch (Exception lost) {
                count("no answer");
            }
            Thread.sleep(1_000);
        }
    }

    /** Every session that was reported to a client must be there, but for those beyond the limit of fifty. */
    private void checkSessions(User user) {
        List<Session> newest = user.sessions.subList(Math.max(0, user.sessions.size() - 40), user.sessions.size());
        for (Session session : newest) {
            int before = deadFamilies.get();
            try {
                refresh(session);
            } catch (InterruptedException e) {
                return;
            }
            if (session.refused) {
                deadFamilies.set(before);
                lostSessions.incrementAndGet();
            }
        }
    }

    private void changed() {
        long now = System.nanoTime();
        long gap = now - lastChange.getAndSet(now);
        longestGap.accumulateAndGet(gap, Math::max);
    }

    private User enrolled(String email) throws Exception {
        User user = new User(email);
        post("account", "/v1/accounts", Bench.basic(), Map.of(
                "name", "Failover", "owner", Map.of("email", email, "password", Bench.PASSWORD)));
        JsonNode opened = Bench.JSON.readTree(
                post("sign-in", "/v1/sign-in", null, Map.of("email", email, "password", Bench.PASSWORD)).body());
        JsonNode in = Bench.JSON.readTree(post("code", "/v1/sign-in/verify", null, Map.of(
                        "challengeToken", opened.path("challengeToken").asText(),
                        "method", "email_code", "code", mailed(email)))
                .body());
        String token = "Bearer " + in.path("accessToken").asText();
        JsonNode pending = Bench.JSON.readTree(
                post("set-up", "/v1/me/authenticators", token, Map.of("name", "failover")).body());
        user.secret = new Base32().decode(pending.path("secret").asText());
        JsonNode on = Bench.JSON.readTree(post("confirm",
                        "/v1/me/authenticators/" + pending.path("id").asText() + "/confirm", token,
                        Map.of("code", Totp.codeAt(user.secret, Totp.stepAt(Instant.now()))))
                .body());
        user.refreshing.refreshToken = on.path("signIn").path("refreshToken").asText();
        return user;
    }

    // ---- what happens to the database

    private void switchOver() throws Exception {
        int leader = leader();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + patroni[leader] + "/switchover"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"leader\": \"db" + leader + "\", \"candidate\": \"db" + (1 - leader) + "\"}"))
                .build();
        HttpResponse<String> answer = Bench.HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("switchover: " + answer.statusCode() + " " + answer.body());
        }
    }

    /** Commits wait for it until Patroni takes it out of the synchronous ones. */
    private void stallStandby() throws Exception {
        int standby = 1 - leader();
        List<Long> pids = processes(standby);
        signal("STOP", pids);
        Thread.sleep(15_000);
        signal("CONT", pids);
    }

    private void killPrimary() throws Exception {
        int leader = leader();
        signal("KILL", processes(leader));
        nodes[leader].waitFor();
        Thread.sleep(40_000);
        nodes[leader] = node(leader);
    }

    /** Patroni, and its PostgreSQL, which is no child of it. */
    private List<Long> processes(int number) throws IOException {
        List<ProcessHandle> found = new ArrayList<>(nodes[number].descendants().toList());
        Path pidFile = folder.resolve("db" + number).resolve("data").resolve("postmaster.pid");
        if (Files.exists(pidFile)) {
            ProcessHandle.of(Long.parseLong(Files.readAllLines(pidFile).get(0).strip())).ifPresent(postmaster -> {
                found.add(postmaster);
                found.addAll(postmaster.descendants().toList());
            });
        }
        return found.stream().map(ProcessHandle::pid).toList();
    }

    private static void signal(String name, List<Long> pids) throws Exception {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        pids.forEach(pid -> command.add(Long.toString(pid)));
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private int leader() throws Exception {
        for (int number = 0; number < 2; number++) {
            if (status("http://127.0.0.1:" + patroni[number] + "/primary") == 200) {
                return number;
            }
        }
        throw new IllegalStateException("There is no primary");
    }

    /** One primary, and another server that commits wait for, for two seconds: while they change, both can say so. */
    private void awaitBothServers(Duration patience) throws Exception {
        int consecutiveFailures = 0;
        for (long end = System.nanoTime() + patience.toNanos(); System.nanoTime() < end; Thread.sleep(250)) {
            consecutiveFailures = isSettled(0, 1) || isSettled(1, 0) ? consecutiveFailures + 1 : 0;
            if (consecutiveFailures == 8) {
                return;
            }
        }
        System.out.println("No synchronous standby after " + patience + ": see " + folder);
    }

    private boolean isSettled(int primary, int standby) throws InterruptedException {
        return status("http://127.0.0.1:" + patroni[primary] + "/primary") == 200
                && status("http://127.0.0.1:" + patroni[standby] + "/primary") != 200
                && status("http://127.0.0.1:" + patroni[standby] + "/synchronous") == 200;
    }

    private void startCluster() throws Exception {
        Files.createDirectories(folder.resolve("etcd"));
        new ProcessBuilder("chmod", "755", folder.toString()).start().waitFor();
        String client = "http://127.0.0.1:" + etcd;
        String peers = "http://127.0.0.1:" + etcdPeer;
        started.add(process("etcd", "/usr/bin/etcd", "--data-dir", folder.resolve("etcd").toString(),
                "--listen-client-urls", client, "--advertise-client-urls", client,
                "--listen-peer-urls", peers, "--initial-advertise-peer-urls", peers,
                "--initial-cluster", "default=" + peers));
        awaitStatus(client + "/health", 200);
        Files.writeString(folder.resolve("haproxy.cfg"), """
                global
                    maxconn 200
                defaults
                    mode tcp
                    timeout connect 2s
                    timeout client 10m
                    timeout server 10m
                listen primary
                    bind 127.0.0.1:%d
                    option httpchk GET /primary
                    http-check expect status 200
                    default-server inter 1s fall 2 rise 1 on-marked-down shutdown-sessions
                    server db0 127.0.0.1:%d check port %d
                    server db1 127.0.0.1:%d check port %d
                """.formatted(proxy, postgres[0], patroni[0], postgres[1], patroni[1]));
        started.add(process("haproxy", "/usr/sbin/haproxy", "-db", "-f", folder.resolve("haproxy.cfg").toString()));
        nodes[0] = node(0);
        awaitStatus("http://127.0.0.1:" + patroni[0] + "/primary", 200);
        nodes[1] = node(1);
        awaitBothServers(SETTLE);
    }

    private Process node(int number) throws Exception {
        Path home = Files.createDirectories(folder.resolve("db" + number));
        Path settings = home.resolve("patroni.yml");
        if (!Files.exists(settings)) {
            Files.writeString(settings, """
                    scope: sallyport
                    name: db%1$d
                    restapi: {listen: "127.0.0.1:%2$d", connect_address: "127.0.0.1:%2$d"}
                    etcd3: {host: "127.0.0.1:%3$d"}
                    bootstrap:
                      dcs:
                        ttl: 20
                        loop_wait: 5
                        retry_timeout: 5
                        synchronous_mode: true
                        postgresql: {use_pg_rewind: true, parameters: {wal_log_hints: "on", max_connections: 100}}
                      initdb: [encoding: UTF8, data-checksums]
                      pg_hba: ["host all all 127.0.0.1/32 md5", "host replication all 127.0.0.1/32 md5"]
                    postgresql:
                      listen: "127.0.0.1:%4$d"
                      connect_address: "127.0.0.1:%4$d"
                      data_dir: %5$s/data
                      bin_dir: %6$s
                      pgpass: %5$s/pgpass
                      parameters: {unix_socket_directories: "%5$s"}
                      authentication:
                        superuser: {username: postgres, password: postgres}
                        replication: {username: replicator, password: replicator}
                        rewind: {username: rewind, password: rewind}
                    """.formatted(number, patroni[number], etcd, postgres[number], home, binaries()));
            new ProcessBuilder("chown", "-R", "postgres", home.toString()).start().waitFor();
        }
        return process("db" + number, "runuser", "-u", "postgres", "--", "/usr/bin/patroni", settings.toString());
    }

    /** Those of the newest version that is installed. */
    private static String binaries() throws IOException {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.map(version -> version.resolve("bin").toString())
                    .max(String::compareTo)
                    .orElse("none");
        }
    }

    private Process process(String name, String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve(name + ".log").toFile()))
                .start();
    }

    // ---- the service

    private Process service(int number) throws IOException {
        String url = byDriver
                ? "jdbc:postgresql://127.0.0.1:" + postgres[0] + ",127.0.0.1:" + postgres[1]
                        + "/postgres?targetServerType=primary&hostRecheckSeconds=1"
                : "jdbc:postgresql://127.0.0.1:" + proxy + "/postgres";
        Map<String, String> settings = mails.addTo(Bench.settings(ports[number], management[number], url, folder));
        settings.put("SALLYPORT_THROTTLE_LOCK", "PT1S");
        return Bench.start(folder.resolve("service" + number + ".log"), settings, List.of("-XX:TieredStopAtLevel=1"));
    }

    private URI anyone(String path) {
        return URI.create("http://127.0.0.1:" + ports[ThreadLocalRandom.current().nextInt(2)] + path);
    }

    private HttpResponse<String> post(String what, String path, String authorization, Object body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(anyone(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Bench.JSON.writeValueAsString(body)));
        return send(what, authorization == null ? request : request.header("Authorization", authorization));
    }

    private HttpResponse<String> send(String what, HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer =
                Bench.HTTP.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
        count(answer.statusCode() + " " + what);
        if (answer.statusCode() >= 500 && answer.statusCode() != 503) {
            failures.incrementAndGet();
            System.out.println(what + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    private static void count(String answer) {
        ANSWERS.computeIfAbsent(answer, any -> new AtomicInteger()).incrementAndGet();
    }

    private static int status(String address) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(2)).build();
            return Bench.HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException unreachable) {
            return 0;
        }
    }

    private void awaitStatus(String address, int expected) throws Exception {
        for (long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2); System.nanoTime() < end; Thread.sleep(100)) {
            if (status(address) == expected) {
                return;
            }
        }
        throw new IllegalStateException("No " + expected + " from " + address + ": see " + folder);
    }

    private synchronized void stop() {
        stopping = true;
        try {
            for (int number = 0; number < 2; number++) {
                if (nodes[number] != null) {
                    signal("KILL", processes(number));
                    nodes[number].destroyForcibly();
                }
            }
        } catch (Exception gone) {
            System.out.println(gone);
        }
        started.forEach(Process::destroyForcibly);
        System.out.println("the logs are in " + folder);
    }

    private String mailed(String email) throws InterruptedException {
        return mails.code(email, Duration.ofSeconds(10)).orElse("000000");
    }
}
