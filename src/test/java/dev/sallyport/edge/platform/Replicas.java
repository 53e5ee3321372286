package dev.sallyport.edge.platform;

import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.ContractFilter;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Ports;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.SallyportResource;
import dev.sallyport.testing.SpareDatabases;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The packaged service twice, and where a test wants it thrice, on one database, and a mail server for all. */
final class Replicas {

    /** The service's own role, which may read and write rows and nothing else; migrations have another. */
    static final String ROLE = "sallyport_service";

    private static final String READER = "sallyport_reader";

    /** From where a proxy of both calls. Every address of 127.0.0.0/8 is this machine. */
    static final String PROXY = "127.0.0.9";

    private static Replicas shared;

    /** How many pairs were begun: one, unless a start failed. */
    private static int begun;

    private final String database = "replicas_" + ++begun;
    private final Path folder;
    private final Rows rows;
    private final Cable cable;
    private final Mailbox mailbox;
    private final Map<String, String> settings = new HashMap<>();
    private final List<StartedService> running = new CopyOnWriteArrayList<>();
    private final int pagePort = Ports.free();
    private final int[] ports = {Ports.free(), Ports.free(), Ports.free()};

    private Replicas() throws IOException {
        this.folder = Files.createTempDirectory("replicas");
        this.rows = new Rows(created());
        rows.change("do 'begin create role " + ROLE + " login password ''" + ROLE + "'';"
                + " exception when duplicate_object then null; end'"); // of a pair that did not start
        rows.change("alter default privileges in schema public" + " grant select, insert, update, delete on tables to "
                + ROLE);
        this.cable = new Cable(SpareDatabases.port());
        int mailPort = Ports.free();
        this.mailbox = new Mailbox(mailPort);
        Path keyset = Files.writeString(keysetFile(), Keyset.generate());
        settings.putAll(Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL",
                "jdbc:postgresql://127.0.0.1:" + cable.port() + "/" + database,
                "QUARKUS_DATASOURCE_USERNAME",
                ROLE,
                "QUARKUS_DATASOURCE_PASSWORD",
                ROLE,
                "SALLYPORT_KEYSET_FILE",
                keyset.toString(),
                "SALLYPORT_BOOTSTRAP_CLIENT_ID",
                SallyportResource.CLIENT_ID,
                "SALLYPORT_BOOTSTRAP_CLIENT_SECRET",
                SallyportResource.CLIENT_SECRET,
                "SALLYPORT_ISSUER",
                address(0),
                "SALLYPORT_REFRESH_REUSE_WINDOW",
                "PT0S",
                "QUARKUS_MAILER_HOST",
                "127.0.0.1",
                "QUARKUS_MAILER_PORT",
                Integer.toString(mailPort)));
        settings.put("QUARKUS_FLYWAY_USERNAME", "postgres");
        settings.put("QUARKUS_FLYWAY_PASSWORD", "postgres");
        settings.put("QUARKUS_MAILER_START_TLS", "DISABLED");
        settings.put("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES", PROXY);
        settings.put("SALLYPORT_PASSKEYS_RELYING_PARTY_ID", "localhost"); // an address cannot be one
        settings.put("SALLYPORT_PASSKEYS_ORIGINS", "http://localhost:" + ports[0]);
        settings.put("SALLYPORT_COOKIES_ENABLED", "true");
        settings.put("SALLYPORT_UI_ENABLED", "true");
        settings.put("SALLYPORT_BROWSER_ORIGINS", "https://app.test,http://localhost:" + pagePort);
        settings.put("SALLYPORT_WEBHOOKS_ALLOW_HTTP", "true");
        settings.put("SALLYPORT_WEBHOOKS_ALLOWED_PRIVATE", "127.0.0.1");
        settings.put("SALLYPORT_PASSWORD_QUEUE", "16");
        settings.put("QUARKUS_SHUTDOWN_DELAY", "PT1S"); // the default, and not that of StartedService
        settings.put("SALLYPORT_THROTTLE_SIGN_INS_PER_MINUTE", "0");
        settings.put("SALLYPORT_THROTTLE_MAILS_PER_HOUR", "0");
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop)); // also if one of them never gets ready
        running.add(start(0));
        running.add(start(1));
        running.forEach(StartedService::untilReady);
        ContractFilter.install();
        use(0);
    }

    private DataSource created() throws IOException {
        try {
            return SpareDatabases.empty(database);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** One pair for all tests of the JVM, which are stopped with it. */
    static synchronized Replicas running() throws IOException {
        if (shared == null) {
            shared = new Replicas();
        }
        shared.use(0);
        return shared;
    }

    /** Both are reached under the name of the first, which is the issuer of all tokens. */
    String issuer() {
        return address(0);
    }

    String address(int number) {
        return "http://127.0.0.1:" + ports[number];
    }

    /** Where a page of another origin may be, on localhost. */
    int pagePort() {
        return pagePort;
    }

    private StartedService start(int number) {
        Map<String, String> own = new HashMap<>(settings);
        own.put("QUARKUS_HTTP_PORT", Integer.toString(ports[number]));
        return StartedService.start(folder, own);
    }

    /**
     * A third one, which only reads: by a role that can do no more, as on a hot standby, and without a mail server. Its
     * caller stops it.
     */
    StartedService readOnly() {
        rows.change("create role " + READER + " login password '" + READER + "'");
        rows.change("alter role " + READER + " set default_transaction_read_only = on");
        rows.change("grant select on all tables in schema public to " + READER);
        Map<String, String> own = new HashMap<>(settings);
        own.keySet().removeIf(name -> name.startsWith("QUARKUS_MAILER") || name.startsWith("QUARKUS_FLYWAY"));
        own.put("QUARKUS_DATASOURCE_USERNAME", READER);
        own.put("QUARKUS_DATASOURCE_PASSWORD", READER);
        own.put("SALLYPORT_READ_ONLY", "true");
        return StartedService.start(folder, own).untilReady();
    }

    /** From now on the calls go to a service that is not one of the two. */
    void use(StartedService other) {
        RestAssured.port = other.apiPort();
    }

    /** What both are connected to their database by. */
    Cable cable() {
        return cable;
    }

    /** The tables as the service itself may touch them. */
    DataSource asTheService() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(settings.get("QUARKUS_DATASOURCE_JDBC_URL"));
        source.setUser(ROLE);
        source.setPassword(ROLE);
        return source;
    }

    /** What one of them answers to the question whether it is live, or ready. */
    int healthStatus(int number, String question) throws IOException, InterruptedException {
        return running.get(number).healthStatus("/" + question);
    }

    /** What one of them answers to the question whether it is ready. */
    String readiness(int number) throws IOException, InterruptedException {
        return running.get(number).health("/ready").body();
    }

    /** The code of the user's mail with this number. */
    String code(String email, int mail) {
        return mailbox.awaitCode(email, mail);
    }

    /** The tables of both, reached past the cable. */
    Rows rows() {
        return rows;
    }

    /** From now on the calls go to this one. */
    void use(int number) {
        RestAssured.baseURI = "http://127.0.0.1";
        RestAssured.port = ports[number];
    }

    void restart(int number) {
        running.get(number).close();
        running.set(number, start(number).untilReady());
    }

    /** Stops these together, and starts them together. */
    void restartTogether(int... numbers) {
        for (int number : numbers) {
            running.get(number).askToStop();
        }
        for (int number : numbers) {
            running.get(number).close();
            running.set(number, start(number));
        }
        for (int number : numbers) {
            running.get(number).untilReady();
        }
    }

    /** How many there are. */
    int count() {
        return running.size();
    }

    /** Does the work with one more of them. */
    void withThird(Callable<?> work) throws Exception {
        running.add(start(2).untilReady());
        try {
            work.call();
        } finally {
            running.remove(2).close();
        }
    }

    /** The file with the keys, which each of them reads when it starts. */
    Path keysetFile() {
        return folder.resolve("keyset.json");
    }

    /** What one of them has written to its log. */
    String output(int number) {
        return running.get(number).output();
    }

    /** Waits until one of them, which was asked to stop, takes nothing new. */
    void awaitStopping(int number) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (answersAnew(number)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("It still runs");
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    private boolean answersAnew(int number) {
        try {
            URL keys = new URL(address(number) + "/.well-known/jwks.json");
            return ((HttpURLConnection) keys.openConnection()).getResponseCode() == 200;
        } catch (IOException refused) {
            return false;
        }
    }

    /** The command line of one of them, which every user of the machine can read. */
    String commandLine(int number) {
        return running.get(number).commandLine();
    }

    /** The port of its management interface. */
    int managementPort(int number) {
        return running.get(number).managementPort();
    }

    /** A user who signs in with the code from the mailbox: the first step at one replica, the second at the other. */
    Guest guest(int first, int second) {
        String email = "guest-" + UUID.randomUUID() + "@example.org";
        use(first);
        Api.createAccount("Acme", email, People.PASSWORD).statusCode(201);
        String challenge = Api.signIn(email, People.PASSWORD, null)
                .statusCode(200)
                .extract()
                .path("challengeToken");
        use(second);
        JsonPath answer = Api.verify(challenge, "email_code", mailbox.awaitCode(email, 1))
                .statusCode(200)
                .extract()
                .jsonPath();
        return new Guest(
                email,
                answer.getString("accessToken"),
                answer.getString("refreshToken"),
                answer.getString("deviceToken"));
    }

    record Guest(String email, String accessToken, String refreshToken, String deviceToken) {}

    private void stop() {
        running.forEach(StartedService::close);
    }
}
