package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.SlowTest;
import dev.sallyport.testing.SpareDatabases;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of an operator as processes of the package: from an empty database to a service that a client calls. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@SlowTest
class CommandsIT {

    private static final Pattern CLIENT = Pattern.compile("client id: +(\\S+)\\s+client secret: +(\\S+)");

    @TempDir
    Path folder;

    private OperatorCommand run(Map<String, String> settings, String... arguments)
            throws IOException, InterruptedException {
        return OperatorCommand.run(folder, settings, arguments);
    }

    @Test
    @DisplayName("[CONF-02] [CONF-04] [CONF-05] commands check the settings, migrate by the owner's role and make a"
            + " client; they open no port and run no job")
    void from_an_empty_database_to_a_client() throws Exception {
        Rows rows = new Rows(SpareDatabases.empty("commands"));
        String url = SpareDatabases.url("commands");
        rows.change("create role of_commands login password 'of-the-service'");
        rows.change("alter default privileges in schema public grant select, insert, update, delete on tables to"
                + " of_commands");

        OperatorCommand migrated = run(
                Map.of(
                        "QUARKUS_DATASOURCE_JDBC_URL", url,
                        "QUARKUS_FLYWAY_USERNAME", "postgres",
                        "QUARKUS_FLYWAY_PASSWORD", "postgres"),
                "migrate");
        assertThat(migrated.code()).as(migrated.err()).isZero();
        assertThat(migrated.out().lines()).contains("V1__accounts.sql").endsWith("Done.");

        Map<String, String> settings = new HashMap<>(Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL", url,
                "QUARKUS_DATASOURCE_USERNAME", "of_commands",
                "QUARKUS_DATASOURCE_PASSWORD", "of-the-service",
                "QUARKUS_FLYWAY_MIGRATE_AT_START", "false",
                "QUARKUS_MAILER_HOST", "127.0.0.1",
                "SALLYPORT_KEYSET_FILE", "keyset.json"));
        assertThat(run(settings, "config", "check").err()).contains("SALLYPORT_KEYSET_FILE");
        OperatorCommand misspelt =
                run(Map.of("SALLYPORT_ISUER", "x", "QUARKUS_CONFIG_LOCATIONS", "absent"), "config", "check");
        assertThat(misspelt.code()).isEqualTo(1);
        assertThat(misspelt.err()).contains("Is it SALLYPORT_ISSUER?", "QUARKUS_CONFIG_LOCATIONS", "absent");
        Files.writeString(folder.resolve("misspelt.properties"), "sallyport.cookies-enabled=true");
        Map<String, String> file = Map.of("QUARKUS_CONFIG_LOCATIONS", "misspelt.properties");
        assertThat(run(file, "config", "check").err()).contains("sallyport.cookies.enabled may be meant");
        assertThat(run(file, "config", "print").out().lines())
                .contains("SALLYPORT_ACCESS_TOKEN_LIFETIME=PT5M  (default)", "SALLYPORT_UI_ENABLED=true  (default)");
        OperatorCommand keyset = run(Map.of(), "keyset", "new");
        assertThat(Keyset.parse(keyset.out())).isNotNull();
        Files.writeString(folder.resolve("keyset.json"), keyset.out());
        OperatorCommand printed = run(settings, "config", "print");
        assertThat(printed.out().lines())
                .contains("QUARKUS_DATASOURCE_PASSWORD=***", "SALLYPORT_KEYSET_FILE=keyset.json")
                .contains("SALLYPORT_ACCESS_TOKEN_LIFETIME=PT5M  (default)");
        assertThat(printed.out()).doesNotContain("of-the-service");

        // Both ports are taken: a process that opened one would fail.
        OperatorCommand created;
        try (var api = new java.net.ServerSocket(0);
                var management = new java.net.ServerSocket(0)) {
            Map<String, String> taken = new HashMap<>(settings);
            taken.put("QUARKUS_HTTP_PORT", Integer.toString(api.getLocalPort()));
            taken.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management.getLocalPort()));
            created = run(taken, "client", "create", "--name", "Backend", "admin", "introspect");
        }
        assertThat(created.code()).as(created.err()).isZero();
        assertThat(created.err()).as("nothing but the result is said").isEmpty();
        Matcher client = CLIENT.matcher(created.out());
        assertThat(client.find()).as(created.out()).isTrue();
        assertThat(rows.number("select count(*) from client")).isOne();

        OperatorCommand verified = run(settings, "trail", "verify");
        assertThat(verified.code()).as(verified.err()).isZero();
        assertThat(verified.out().lines()).contains("not sealed yet:       1", "head:                 none");
        assertThat(verified.err()).isEmpty();
        Files.writeString(
                folder.resolve("trail"), run(settings, "trail", "export").out());
        Files.writeString(folder.resolve("keys"), run(settings, "trail", "keys").out());
        OperatorCommand checked = run(Map.of(), "trail", "check", "trail", "--public-key", "keys");
        // With the export, which is an event of its own
        assertThat(checked.out())
                .as(checked.err())
                .isEqualTo(verified.out().replace("not sealed yet:       1", "not sealed yet:       2"));

        try (StartedService service = StartedService.start(folder, settings).untilReady()) {
            String clients = "http://127.0.0.1:" + service.apiPort() + "/v1/admin/clients";
            List<String> names = RestAssured.given()
                    .auth()
                    .preemptive()
                    .basic(client.group(1), client.group(2))
                    .get(clients)
                    .jsonPath()
                    .getList("items.name");
            assertThat(names).containsExactly("Backend");
        }
    }
}
