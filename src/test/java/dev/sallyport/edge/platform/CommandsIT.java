package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.testing.PostgresResource;
import dev.sallyport.testing.Rows;
import io.restassured.RestAssured;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of an operator as processes of the package: from an empty database to a service that a client calls. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CommandsIT {

    private static final Pattern CLIENT = Pattern.compile("client id: +(\\S+)\\s+client secret: +(\\S+)");
    private static final String SCRIPT =
            Path.of("deploy", "sallyport").toAbsolutePath().toString();

    @TempDir
    Path folder;

    private record Result(int code, String out, String err) {}

    private Result run(Map<String, String> settings, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(Stream.of(SCRIPT), Stream.of(arguments)).toList())
                .directory(folder.toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(QUARKUS|SALLYPORT)_.*|JAVA_TOOL_OPTIONS"));
        builder.environment().putAll(settings);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out, Files.readString(folder.resolve("err")));
    }

    @Test
    @DisplayName("[CONF-02] [CONF-04] [CONF-05] commands check the settings, migrate by the owner's role and make a"
            + " client; they open no port and run no job")
    void from_an_empty_database_to_a_client() throws Exception {
        try (EmbeddedPostgres server = PostgresResource.builder().start()) {
            Rows rows = new Rows(server.getPostgresDatabase());
            rows.change("create role sallyport_service login password 'of-the-service'");
            rows.change("alter default privileges in schema public grant select, insert, update, delete on tables to"
                    + " sallyport_service");
            String url = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";

            Result migrated = run(
                    Map.of(
                            "QUARKUS_DATASOURCE_JDBC_URL", url,
                            "QUARKUS_FLYWAY_USERNAME", "postgres",
                            "QUARKUS_FLYWAY_PASSWORD", "postgres"),
                    "migrate");
            assertThat(migrated.code()).as(migrated.err()).isZero();
            assertThat(migrated.out().lines()).contains("V1__accounts.sql").endsWith("Done.");

            Map<String, String> settings = new HashMap<>(Map.of(
                    "QUARKUS_DATASOURCE_JDBC_URL", url,
                    "QUARKUS_DATASOURCE_USERNAME", "sallyport_service",
                    "QUARKUS_DATASOURCE_PASSWORD", "of-the-service",
                    "QUARKUS_FLYWAY_MIGRATE_AT_START", "false",
                    "QUARKUS_MAILER_HOST", "127.0.0.1",
                    "SALLYPORT_KEYSET_FILE", "keyset.json"));
            assertThat(run(settings, "config", "check").err()).contains("SALLYPORT_KEYSET_FILE");
            Result keyset = run(Map.of(), "keyset", "new");
            assertThat(Keyset.parse(keyset.out())).isNotNull();
            Files.writeString(folder.resolve("keyset.json"), keyset.out());
            Result printed = run(settings, "config", "print");
            assertThat(printed.out().lines())
                    .contains("QUARKUS_DATASOURCE_PASSWORD=***", "SALLYPORT_KEYSET_FILE=keyset.json")
                    .contains("SALLYPORT_ACCESS_TOKEN_LIFETIME=PT5M  (default)");
            assertThat(printed.out()).doesNotContain("of-the-service");

            // Both ports are taken: a process that opened one would fail.
            Result created;
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

            Result verified = run(settings, "trail", "verify");
            assertThat(verified.code()).as(verified.err()).isZero();
            assertThat(verified.out().lines()).contains("not sealed yet:       1", "head:                 none");
            assertThat(verified.err()).isEmpty();
            Files.writeString(
                    folder.resolve("trail"), run(settings, "trail", "export").out());
            Files.writeString(
                    folder.resolve("keys"), run(settings, "trail", "keys").out());
            Result checked = run(Map.of(), "trail", "check", "trail", "--public-key", "keys");
            Result verifiedAgain = run(settings, "trail", "verify");
            assertThat(verifiedAgain.out().lines()).as("with the export").contains("not sealed yet:       2");
            assertThat(checked.out()).as(checked.err()).isEqualTo(verifiedAgain.out());

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
}
