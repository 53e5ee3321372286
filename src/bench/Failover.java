import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.factors.otp.Totp;
import dev.sallyport.security.crypto.Keyset;
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
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.codec.binary.Base32;

/**
 * Fails the database over again and again while the service works: two PostgreSQL servers with synchronous replication
 * under Patroni, etcd beside them, HAProxy in front, and two replicas of the service. The primary is killed, switched
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
 * <p>java -cp 'target/quarkus-app/lib/main/*:target/quarkus-app/app/*' src/bench/Failover.java [rounds, 1]
 * [ports from, 26000] ["driver": the driver finds the primary, and HAProxy is not asked]
 */
public final class Failover {

    private static final int USERS = 16;
    private static final int REFRESHING = 12;
    private static final Duration SETTLE = Duration.ofSeconds(90);
    private static final String PASSWORD = "tulip anvil 42 meridian";
    private static final String CLIENT = "bench:a-secret-for-the-bench-only-5Yw0kPzQ7r";
    private static final Pattern CODE = Pattern.compile("^ {4}([0-9]{6})\\s*$");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private static final Map<String, String> CODES = new ConcurrentHashMap<>();
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
        Files.writeString(folder.resolve("keyset.json"), Keyset.generate());
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
        ServerSocket mail = new ServerSocket(0);
        daemon(() -> receive(mail));
        for (int number = 0; number < 2; number++) {
            started.add(service(number, mail.getLocalPort()));
            awaitStatus("http://127.0.0.1:" + management[number] + "/q/health/ready", 200);
        }
        List<User> users = new ArrayList<>();
        for (int number = 0; number < USERS; number++) {
            users.add(enrolled("failover" + number + "@example.org"));
        }
        List<Thread> workers = new ArrayList<>();
        for (User user : users) {
            workers.add(daemon(() -> signInAgainAndAgain(user)));
        }
        for (int number = 0; number < REFRESHING; number++) {
            User user = users.get(number);
            workers.add(daemon(() -> refreshAgainAndAgain(user)));
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

    /** A session that a client was told of, with the newest refresh token that it knows. */
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
                post("sign-in", "/v1/sign-in", null, Map.of("email", user.email, "password", PASSWORD));
        if (first.statusCode() != 200) {
            return null;
        }
        String challenge = JSON.readTree(first.body()).path("challengeToken").asText();
        HttpResponse<String> second = post("code", "/v1/sign-in/verify", null, Map.of(
                "challengeToken", challenge, "method", "totp", "code", code));
        if (second.statusCode() == 200) {
            changed();
        }
        return second.statusCode() == 200 || second.statusCode() == 401 ? JSON.readTree(second.body()) : null;
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
                    session.refreshToken = JSON.readTree(answer.body()).path("refresh_token").asText();
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

    /** Every session that a client was told of must be there, but for those beyond the limit of fifty. */
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
        post("account", "/v1/accounts", basic(), Map.of(
                "name", "Failover", "owner", Map.of("email", email, "password", PASSWORD)));
        JsonNode opened = JSON.readTree(
                post("sign-in", "/v1/sign-in", null, Map.of("email", email, "password", PASSWORD)).body());
        JsonNode in = JSON.readTree(post("code", "/v1/sign-in/verify", null, Map.of(
                        "challengeToken", opened.path("challengeToken").asText(),
                        "method", "email_code", "code", code(email)))
                .body());
        String token = "Bearer " + in.path("accessToken").asText();
        JsonNode pending = JSON.readTree(
                post("set-up", "/v1/me/authenticators", token, Map.of("name", "failover")).body());
        user.secret = new Base32().decode(pending.path("secret").asText());
        JsonNode on = JSON.readTree(post("confirm",
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
        HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
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
        int inARow = 0;
        for (long end = System.nanoTime() + patience.toNanos(); System.nanoTime() < end; Thread.sleep(250)) {
            inARow = isSettled(0, 1) || isSettled(1, 0) ? inARow + 1 : 0;
            if (inARow == 8) {
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

    private Process service(int number, int mail) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1", "-jar", "target/quarkus-app/quarkus-run.jar");
        Map<String, String> settings = new HashMap<>();
        settings.put("QUARKUS_DATASOURCE_JDBC_URL", byDriver
                ? "jdbc:postgresql://127.0.0.1:" + postgres[0] + ",127.0.0.1:" + postgres[1]
                        + "/postgres?targetServerType=primary&hostRecheckSeconds=1"
                : "jdbc:postgresql://127.0.0.1:" + proxy + "/postgres");
        settings.put("QUARKUS_DATASOURCE_USERNAME", "postgres");
        settings.put("QUARKUS_DATASOURCE_PASSWORD", "postgres");
        settings.put("SALLYPORT_KEYSET_FILE", folder.resolve("keyset.json").toString());
        settings.put("SALLYPORT_BOOTSTRAP_CLIENT_ID", CLIENT.split(":")[0]);
        settings.put("SALLYPORT_BOOTSTRAP_CLIENT_SECRET", CLIENT.split(":")[1]);
        settings.put("SALLYPORT_THROTTLE_SIGN_INS_PER_MINUTE", "0");
        settings.put("SALLYPORT_THROTTLE_MAILS_PER_HOUR", "0");
        settings.put("SALLYPORT_THROTTLE_LOCK", "PT1S");
        settings.put("QUARKUS_HTTP_PORT", Integer.toString(ports[number]));
        settings.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management[number]));
        settings.put("QUARKUS_MAILER_HOST", "127.0.0.1");
        settings.put("QUARKUS_MAILER_PORT", Integer.toString(mail));
        settings.put("QUARKUS_MAILER_START_TLS", "DISABLED");
        builder.environment().putAll(settings);
        return builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("service" + number + ".log").toFile())
                .start();
    }

    private URI anyone(String path) {
        return URI.create("http://127.0.0.1:" + ports[ThreadLocalRandom.current().nextInt(2)] + path);
    }

    private HttpResponse<String> post(String what, String path, String authorization, Object body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(anyone(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        return send(what, authorization == null ? request : request.header("Authorization", authorization));
    }

    private HttpResponse<String> send(String what, HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer =
                HTTP.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
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

    private static String basic() {
        return "Basic " + Base64.getEncoder().encodeToString(CLIENT.getBytes());
    }

    private static int status(String address) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(2)).build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
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

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    // ---- as much of RFC 5321 as it takes to be given a mail

    private static void receive(ServerSocket server) {
        while (true) {
            try {
                Socket caller = server.accept();
                daemon(() -> talk(caller));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void talk(Socket caller) {
        try (Socket socket = caller;
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
                PrintWriter out = new PrintWriter(socket.getOutputStream(), true)) {
            out.print("220 failover\r\n");
            out.flush();
            String recipient = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String command = line.toUpperCase();
                if (command.startsWith("RCPT")) {
                    recipient = line.replaceAll(".*<(.*)>.*", "$1");
                }
                if (command.startsWith("DATA")) {
                    out.print("354 send the mail\r\n");
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
        for (int tenth = 0; tenth < 100 && !CODES.containsKey(email); tenth++) {
            Thread.sleep(100);
        }
        return CODES.getOrDefault(email, "000000");
    }
}
