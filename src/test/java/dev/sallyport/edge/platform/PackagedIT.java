package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.SallyportResource;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the packaged service exposes on its two ports. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PackagedIT {

    private static final int ONE = 0;

    private static Replicas replicas;

    @BeforeAll
    static void start() throws IOException {
        replicas = Replicas.running();
    }

    @ParameterizedTest(name = "[CONF-01] {0} is not on the port of the API")
    @ValueSource(
            strings = {
                "/q/dev-ui",
                "/q/dev",
                "/q/dev-v1",
                "/q/arc",
                "/q/arc/beans",
                "/q/info",
                "/q/health",
                "/q/health/live",
                "/q/health/ready",
                "/q/metrics",
                "/q/metrics/application",
                "/metrics",
                "/health",
                "/actuator",
                "/actuator/env",
                "/q/scheduler",
                "/q/logging-manager",
                "/q/console",
                "/h2-console",
                "/.git/config",
                "/.env",
                "/server-status",
                "/q/flyway",
                "/q/graphql-ui",
                "/swagger-ui",
                "/v2/api-docs",
                "/application.properties",
                "/META-INF/MANIFEST.MF",
                "/WEB-INF/web.xml",
                "/debug",
                "/trace",
                "/test",
                "/admin",
                "/v1/test/clock"
            })
    void nothing_but_the_api_is_there(String path) {
        assertThat(Api.json().get(path).statusCode()).as(path).isEqualTo(404);
    }

    @Test
    @DisplayName("[CONF-01] the management port shows health and metrics, and no setting, secret or email")
    void the_management_port_tells_no_detail() {
        String host = "http://127.0.0.1:" + replicas.managementPort(ONE);
        String health = RestAssured.given().get(host + "/q/health").asString();
        assertThat(health).contains("UP").doesNotContain("jdbc:", "postgres\"", SallyportResource.CLIENT_SECRET);
        String metrics = RestAssured.given().get(host + "/q/metrics").asString();
        assertThat(metrics).contains("http_server_requests").doesNotContain("@example.org", "sp_", "jdbc:");
        for (String path : List.of("/", "/v1/me", "/q/dev-ui", "/q/info", "/q/arc", "/q/openapi", "/v1/sign-in")) {
            assertThat(RestAssured.given().get(host + path).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    @Test
    @DisplayName("[CONF-01] there are no users or clients but those that were made")
    void no_default_users() {
        for (String[] pair : new String[][] {
            {"admin", "admin"},
            {"admin", "password"},
            {"quarkus", "quarkus"},
            {"test", "test"},
            {"root", ""},
            {"postgres", "postgres"},
            {SallyportResource.CLIENT_ID, ""},
            {SallyportResource.CLIENT_ID, "secret"}
        }) {
            int status = Api.json()
                    .auth()
                    .preemptive()
                    .basic(pair[0], pair[1])
                    .get("/v1/admin/clients")
                    .statusCode();
            assertThat(status).as(pair[0]).isIn(401, 429);
            Api.signIn(pair[0] + "@localhost.example", pair[1] + "x", null).statusCode(401);
        }
    }

    @Test
    @DisplayName("[CONF-01] no class of a test, and no library that only tests need, is in the package")
    void no_test_is_in_the_package() throws IOException {
        Path app = Path.of("target", "quarkus-app");
        try (Stream<Path> jars = Files.list(app.resolve("app"))) {
            for (Path jar :
                    jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
                try (ZipFile zip = new ZipFile(jar.toFile())) {
                    assertThat(zip.stream().map(ZipEntry::getName))
                            .isNotEmpty()
                            .noneMatch(
                                    name -> name.contains("/testing/") || name.matches(".*(Test|IT)(\\$.*)?\\.class"));
                }
            }
        }
        try (Stream<Path> libraries = Files.walk(app.resolve("lib"))) {
            assertThat(libraries.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.matches(".*(junit|assertj|greenmail|rest-assured|archunit|mockito).*"));
        }
    }

    @Test
    @DisplayName("[CONF-04] the command line, which every user of the machine can read, contains no secret")
    void no_secret_in_the_command_line() {
        assertThat(replicas.commandLine(ONE))
                .contains("quarkus-run.jar")
                .doesNotContain(SallyportResource.CLIENT_SECRET, "password", "PASSWORD", "keyset");
    }
}
