package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.KeysetDocuments;
import dev.sallyport.testing.Certificates;
import dev.sallyport.testing.SlowTest;
import dev.sallyport.testing.SpareDatabases;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@SlowTest
class ProductionIT {

    private static final String SECRET = "a-secret-for-this-test-only-0123456789";

    private static final String DATABASE = "production";

    private static String url;

    @TempDir
    Path folder;

    @BeforeAll
    static void createDatabase() throws SQLException {
        SpareDatabases.empty(DATABASE);
        url = SpareDatabases.url(DATABASE);
    }

    @Test
    @DisplayName(
            "[CRYP-03] [CRYP-04] [CONF-02] [CONF-04] [NOTI-05] [N4] A real database is used as it is, with the keys it was written with; mails"
                    + " that were owed at a kill -9 arrive after the next start")
    void a_real_database_is_held_to_its_keys() throws Exception {
        String document = Keyset.generate();
        OwedMails mails = new OwedMails("backend:" + SECRET);
        StartedService first = StartedService.start(folder, with(mails.settings(), settings(document)));
        try {
            first.untilReady();
            assertThat(first.healthStatus()).isEqualTo(200);
            assertThat(first.output()).doesNotContain("embedded PostgreSQL").contains("\"level\":\"INFO\"");
            assertHasNoPages(first.apiPort());
            mails.signIn(first.apiPort());
        } finally {
            first.kill();
        }
        assertThat(folder.resolve("data")).doesNotExist();
        // As if the time of what it had claimed had passed
        execute(DATABASE, "update mail_outbox set next_attempt_at = now() where sent_at is null");

        refuses(settings(Keyset.generate()), "SALLYPORT_KEYSET_FILE names another keyset");

        String rotated = KeysetDocuments.rotated(KeysetDocuments.rotated(document, "secrets"), "passwords");
        try (mails;
                StartedService service = StartedService.start(folder, with(mails.settings(), settings(rotated)))
                        .untilReady()) {
            assertThat(service.healthStatus()).isEqualTo(200);
            mails.arrive(service.apiPort());
        }
    }

    /** The reference pages are off beside a database of one's own. */
    private static void assertHasNoPages(int port) {
        for (String page : List.of("/ui", "/ui/", "/ui/index.html", "/ui/main.js", "/ui/facts.json")) {
            assertThat(RestAssured.given()
                            .get("http://127.0.0.1:" + port + page)
                            .statusCode())
                    .as(page)
                    .isEqualTo(404);
        }
    }

    @Test
    @DisplayName("[CRYP-03] [CONF-02] Beside a real database, every missing setting is named at once")
    void missing_settings_are_named_at_once() {
        Map<String, String> onlyUrl = Map.of("QUARKUS_DATASOURCE_JDBC_URL", url);

        try (StartedService service = StartedService.start(folder, onlyUrl)) {
            assertThat(service.untilEnded()).isEqualTo(1);
            assertThat(service.output())
                    .contains("SALLYPORT_KEYSET_FILE")
                    .contains("QUARKUS_MAILER_HOST")
                    .contains("SALLYPORT_BOOTSTRAP_CLIENT_ID")
                    .contains("SALLYPORT_BOOTSTRAP_CLIENT_SECRET")
                    .doesNotContain("\tat ");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    @DisplayName("[CRYP-03] An all-zero key stops the start, before the database is touched")
    void a_weak_key_stops_the_start() throws Exception {
        Map<String, String> settings = new HashMap<>(
                settings(KeysetDocuments.with(Keyset.generate(), "secrets", KeysetDocuments.aes(new byte[32]))));
        settings.put("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://127.0.0.1:1/none");

        refuses(settings, "for purpose 'secrets' is one byte repeated");
    }

    @Test
    @DisplayName(
            "[CONF-02] [TOTP-02] Sixteen settings that would fail or open something later stop the start in one line, on top"
                    + " of the log")
    void a_wrong_setting_stops_the_start() throws Exception {
        Map<String, String> wrong = StartRulesTest.WRONG;
        for (Map<String, String> kind : List.of(settings(Keyset.generate()), Map.<String, String>of())) {
            Set<String> named = new TreeSet<>(wrong.keySet());
            Map<String, String> settings = with(wrong, kind);
            if (settings.remove("QUARKUS_MAILER_HOST") != null) {
                named.add("QUARKUS_MAILER_HOST");
            }
            if (settings.containsKey("QUARKUS_CONFIG_LOCATIONS")) {
                named.remove("SALLYPORT_BOOTSTRAP_CLIENT_SECRET"); // the file comes first, and its secret is valid
            }
            try (StartedService service = StartedService.start(folder, settings)) {
                assertThat(service.untilEnded()).isEqualTo(1);
                assertThat(service.output()
                                .lines()
                                .filter(line -> line.contains("Sallyport does not start"))
                                .limit(1))
                        .singleElement()
                        .asString()
                        .contains(named)
                        .contains(
                                "SALLYPORT_TOTP_DRIFT_STEPS must be a whole number from 0 to 1",
                                "SALLYPORT_ISSUER must be",
                                "SALLYPORT_THROTTLE_LOCK is empty",
                                "SALLYPORT_SELF_SIGN_UP must be true or false",
                                "SALLYPORT_BROWSER_ORIGINS has '*'",
                                "name the origins in SALLYPORT_BROWSER_ORIGINS");
                assertThat(service.output()).doesNotContain("\tat ", "ture", "hunter2", SECRET, "Listening on");
            }
        }
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    @DisplayName("[CONF-02] The first client is made once: neither another value nor its removal brings one back")
    void the_first_client_is_made_once() throws Exception {
        SpareDatabases.empty("first_client");
        Map<String, String> settings = with(
                Map.of("QUARKUS_DATASOURCE_JDBC_URL", SpareDatabases.url("first_client")), settings(Keyset.generate()));
        try (StartedService service = StartedService.start(folder, settings).untilReady()) {
            assertThat(service.output()).doesNotContain("has had its first client");
        }
        execute("first_client", "update client set secret_hash = ''");
        Map<String, String> other = with(Map.of("SALLYPORT_BOOTSTRAP_CLIENT_ID", "other"), settings);
        try (StartedService service = StartedService.start(folder, other).untilReady()) {
            assertThat(service.output()).contains("has had its first client");
        }
        assertThat(execute("first_client", "delete from client where id = 'backend' and secret_hash = ''"))
                .isOne();
        assertThat(execute("first_client", "delete from client")).isZero();

        refuses(settings, "delete the row of the table first_client");
    }

    private static int execute(String database, String sql) throws SQLException {
        try (Connection connection = SpareDatabases.as("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    @Test
    @DisplayName("[CRYP-06] A database that shows no certificate, or a wrong one, where one is asked for, is not used")
    void a_database_without_the_right_certificate_is_not_used() throws Exception {
        Map<String, String> settings = new HashMap<>(settings(Keyset.generate()));
        String verified = url + "&sslmode=verify-full&sslrootcert=";
        Certificates certificates = new Certificates(Files.createDirectory(folder.resolve("certificates")));
        certificates.server("right", "dns:localhost");
        certificates.server("stranger", "dns:localhost");
        certificates.server("other-host", "dns:database.test");

        settings.put("QUARKUS_DATASOURCE_JDBC_URL", verified + certificates.certificate("right"));
        isNotUsed(settings);
        try {
            show(certificates, "stranger");
            isNotUsed(settings);
            show(certificates, "other-host");
            assertThatThrownBy(() -> DriverManager.getConnection(verified + certificates.certificate("other-host")))
                    .hasMessageContaining("could not be verified by hostnameverifier");
            show(certificates, "right");
            DriverManager.getConnection(verified + certificates.certificate("right"))
                    .close();
        } finally {
            set("ssl", "off");
        }
    }

    private static void show(Certificates certificates, String alias) throws Exception {
        set("ssl_cert_file", certificates.certificate(alias).toString());
        set("ssl_key_file", certificates.privateKey(alias).toString());
        set("ssl", "on");
    }

    /** Returns when a new connection has the value. */
    private static void set(String setting, String value) throws SQLException, InterruptedException {
        execute(DATABASE, "alter system set " + setting + " = '" + value + "'");
        execute(DATABASE, "do 'begin perform pg_reload_conf(); end'");
        while (!value.equals(shown(setting))) {
            Thread.sleep(20);
        }
    }

    private static String shown(String setting) throws SQLException {
        try (Connection connection = SpareDatabases.as("postgres", DATABASE).getConnection();
                ResultSet row = connection.createStatement().executeQuery("show " + setting)) {
            row.next();
            return row.getString(1);
        }
    }

    private void isNotUsed(Map<String, String> settings) {
        try (StartedService service = StartedService.start(folder, settings)) {
            assertThat(service.untilEnded()).isEqualTo(1);
            assertThat(service.output()).contains("SSL").doesNotContain("Listening on", SECRET);
        }
    }

    private void refuses(Map<String, String> settings, String... causes) {
        try (StartedService service = StartedService.start(folder, settings)) {
            assertThat(service.untilEnded()).isEqualTo(1);
            assertThat(service.output()).contains(causes).doesNotContain("\tat ");
        }
    }

    private static Map<String, String> with(Map<String, String> more, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(more);
        return all;
    }

    private Map<String, String> settings(String document) throws IOException {
        Path keyset = Files.writeString(folder.resolve("keyset.json"), document);
        Path secrets = Files.write(
                folder.resolve("secrets.properties"),
                List.of(
                        "quarkus.datasource.username=postgres",
                        "quarkus.datasource.password=postgres",
                        "sallyport.bootstrap-client-secret=" + SECRET));
        return Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL",
                url,
                "QUARKUS_CONFIG_LOCATIONS",
                secrets.toString(),
                "SALLYPORT_KEYSET_FILE",
                keyset.toString(),
                "SALLYPORT_BOOTSTRAP_CLIENT_ID",
                "backend",
                "QUARKUS_MAILER_HOST",
                "127.0.0.1");
    }
}
