package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.edge.http.RawHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EmbeddedDefaultIT {

    @TempDir
    Path folder;

    @AfterEach
    void endLeftServer() throws IOException {
        OrphanServer.end(database());
    }

    @Test
    @DisplayName(
            "[CRYP-03] [CONF-04] [WEB-01] [WEB-02] [UI-02] With nothing configured it starts, survives kill -9 and keeps data"
                    + " and keys; its pages make an account on this machine, and those of other origins get nothing")
    void the_embedded_default_keeps_what_it_committed() throws Exception {
        byte[] keys;
        StartedService first = StartedService.start(folder, Map.of());
        try {
            first.untilReady();
            assertThat(first.healthStatus()).isEqualTo(200);
            assertThat(first.output())
                    .contains(
                            "Cryptography by",
                            "Sized for ",
                            "Listening on: http://127.0.0.1:",
                            "Management interface listening on http://127.0.0.1:")
                    .doesNotContain("no such setting");
            isDurableAndClosed(first.databasePort());
            otherPagesGetNothing(first.apiPort());
            pagesMakeAnAccount(first.apiPort());
            keys = Files.readAllBytes(data().resolve("keyset.json"));
            secondProcessIsRefused();
            takenPortIsRefused(first.apiPort());
            wrongPasswordIsRefused(first.databasePort());
            assertThat(first.healthStatus()).isEqualTo(200);
            execute(first.databasePort(), "create table survivor as select 42 as answer");
        } finally {
            first.kill();
        }

        try (StartedService again =
                StartedService.start(folder, Map.of("SALLYPORT_ISUER", "x")).untilReady()) {
            assertThat(again.output())
                    .contains("which an earlier start left", "SALLYPORT_ISUER is set", "Is it SALLYPORT_ISSUER?");
            assertThat(query(again.databasePort(), "select answer from survivor"))
                    .isEqualTo("42");
            assertThat(Files.readAllBytes(data().resolve("keyset.json"))).isEqualTo(keys);
        }
        assertThat(database().resolve("postmaster.pid")).doesNotExist();
        missingKeysAreNotReplaced();
    }

    private void secondProcessIsRefused() {
        try (StartedService second = StartedService.start(folder, Map.of())) {
            assertThat(second.untilEnded()).isEqualTo(1);
            assertThat(second.output())
                    .contains("Sallyport does not start: another process is using the data folder " + data())
                    .doesNotContain("\tat ");
        }
    }

    private void takenPortIsRefused(int port) {
        Map<String, String> taken =
                Map.of("QUARKUS_HTTP_PORT", Integer.toString(port), "SALLYPORT_DATA_DIR", "elsewhere");
        try (StartedService other = StartedService.start(folder, taken)) {
            assertThat(other.untilEnded()).isEqualTo(1);
            assertThat(other.output())
                    .contains(
                            "Sallyport does not start: QUARKUS_HTTP_PORT must be another port, since 127.0.0.1:" + port)
                    .doesNotContain("\tat ");
        }
        assertThat(folder.resolve("elsewhere")).doesNotExist();
    }

    private void wrongPasswordIsRefused(int databasePort) {
        Map<String, String> settings = Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL",
                url(databasePort),
                "QUARKUS_DATASOURCE_USERNAME",
                "postgres",
                "QUARKUS_DATASOURCE_PASSWORD",
                "hunter2",
                "SALLYPORT_KEYSET_FILE",
                data().resolve("keyset.json").toString(),
                "QUARKUS_MAILER_HOST",
                "127.0.0.1");
        try (StartedService stranger = StartedService.start(folder, settings)) {
            assertThat(stranger.untilEnded()).isEqualTo(1);
            assertThat(stranger.output())
                    .contains("Sallyport does not start: the database refuses the user or the password of"
                            + " QUARKUS_DATASOURCE_USERNAME and QUARKUS_DATASOURCE_PASSWORD")
                    .doesNotContain("\tat ", "hunter2");
        }
    }

    private void missingKeysAreNotReplaced() throws IOException {
        Files.move(data().resolve("keyset.json"), data().resolve("moved.json"));
        try (StartedService keyless = StartedService.start(folder, Map.of())) {
            assertThat(keyless.untilEnded()).isEqualTo(1);
            assertThat(keyless.output()).contains("the keys of the database").doesNotContain("\tat ");
        }
        assertThat(data().resolve("keyset.json")).doesNotExist();
    }

    private void isDurableAndClosed(int port) throws Exception {
        assertThat(query(port, "show fsync")).isEqualTo("on");
        assertThat(query(port, "show synchronous_commit")).isEqualTo("on");
        assertThat(query(port, "show unix_socket_directories")).isEmpty();
        assertThat(query(port, "select count(*) from pg_hba_file_rules where auth_method <> 'scram-sha-256'"))
                .isEqualTo("0");
        assertThatThrownBy(() -> DriverManager.getConnection(url(port), "postgres", "guess"))
                .isInstanceOf(SQLException.class);
        assertThat(rights(data())).isEqualTo("rwx------");
        assertThat(rights(data().resolve("binaries"))).isEqualTo("rwx------");
        assertThat(rights(database())).isEqualTo("rwx------");
        assertThat(rights(data().resolve("keyset.json"))).isEqualTo("rw-------");
        assertThat(rights(data().resolve("password"))).isEqualTo("rw-------");
    }

    /** Origins are not distinguished, and none but the service's own gets cookies. */
    private static void otherPagesGetNothing(int port) throws IOException {
        RawHttp.Answer answer = new RawHttp(port)
                .post(
                        "/oauth2/token",
                        "grant_type=refresh_token".getBytes(StandardCharsets.US_ASCII),
                        "Content-Type: application/x-www-form-urlencoded",
                        "Origin: https://app.test",
                        "Sallyport-Cookies: 1",
                        "Cookie: __Host-sallyport-refresh=sp_rt_x");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).doesNotContain("Set-Cookie", "Access-Control", "Vary");
    }

    /** A browser on this machine makes an account; through a proxy or under another name none can. */
    private static void pagesMakeAnAccount(int port) throws IOException {
        RawHttp http = new RawHttp(port);
        assertThat(http.send("GET /ui/facts.json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                        .body())
                .contains("\"signUp\":true", "\"mailsOnConsole\":true");
        byte[] account = "{\"name\":\"Acme\",\"owner\":{\"email\":\"ada@example.org\",\"password\":\"tulip anvil 42\"}}"
                .getBytes(StandardCharsets.US_ASCII);
        String json = "Content-Type: application/json";
        assertThat(http.post("/v1/accounts", account, json, "X-Forwarded-For: 203.0.113.7")
                        .status())
                .isEqualTo(401);
        assertThat(http.send("POST /v1/accounts HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n" + json
                                + "\r\nContent-Length: " + account.length + "\r\n\r\n"
                                + new String(account, StandardCharsets.US_ASCII))
                        .status())
                .isEqualTo(401);
        assertThat(http.post("/v1/accounts", account, json).status()).isEqualTo(201);
    }

    private static String rights(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private void execute(int port, String sql) throws Exception {
        try (Connection connection = connect(port);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String query(int port, String sql) throws Exception {
        try (Connection connection = connect(port);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        }
    }

    private Connection connect(int port) throws Exception {
        return DriverManager.getConnection(url(port), "postgres", Files.readString(data().resolve("password")));
    }

    private static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Path database() {
        return data().resolve("postgresql");
    }
}
