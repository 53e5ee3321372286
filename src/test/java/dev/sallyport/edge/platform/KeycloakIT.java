package dev.sallyport.edge.platform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.testing.Ports;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Single sign-on with Keycloak as the provider: {@code mvn verify -Pkeycloak} unpacks it and runs this. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KeycloakIT {

    private static final Path UNPACKED = Path.of("target", "keycloak");

    /** The one that the tutorial shows. */
    private static final String REALM = MarkdownDocument.of("src/site/markdown/tutorial.md").blocks().stream()
            .map(MarkdownDocument.Block::text)
            .filter(text -> text.startsWith("{\"realm\""))
            .findFirst()
            .orElseThrow();

    @TempDir
    Path folder;

    @Test
    @DisplayName("[POLI-05] a user of a real Keycloak signs in, once per token, and is the same user the next time")
    void keycloak_is_a_provider() throws Exception {
        assumeTrue(Files.isDirectory(UNPACKED), "-Pkeycloak");
        int port = Ports.free();
        String issuer = "http://127.0.0.1:" + port + "/realms/acme";
        Process keycloak = startKeycloak(port);
        try (StartedService service = StartedService.start(folder, Map.of("SALLYPORT_SSO_ALLOW_HTTP", "true"))
                .untilReady()) {
            awaitKeycloak(issuer);
            String api = "http://127.0.0.1:" + service.apiPort();
            String secret = found("client secret: (\\S+)", service.output());
            String account = asClient(secret)
                    .body(Map.of(
                            "name",
                            "Acme",
                            "owner",
                            Map.of("email", "ada@acme.example", "password", "tulip anvil 42 meridian")))
                    .post(api + "/v1/accounts")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("id");
            String provider = asClient(secret)
                    .body(Map.of(
                            "name",
                            "Keycloak",
                            "issuer",
                            issuer,
                            "clientId",
                            "sallyport",
                            "emailDomains",
                            List.of("acme.example")))
                    .post(api + "/v1/accounts/{id}/identity-providers", account)
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("id");
            String token = idToken(issuer);

            JsonPath first = signIn(api, provider, token)
                    .statusCode(200)
                    .body("status", equalTo("signed_in"))
                    .body("user.email", equalTo("grace@acme.example"))
                    .extract()
                    .jsonPath();
            signIn(api, provider, token).statusCode(401);
            JsonPath second = signIn(api, provider, idToken(issuer))
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            assertThat(second.getString("user.id")).isEqualTo(first.getString("user.id"));
        } finally {
            end(keycloak);
        }
    }

    private static io.restassured.specification.RequestSpecification asClient(String secret) {
        return given().contentType(ContentType.JSON).auth().preemptive().basic("first-client", secret);
    }

    private static ValidatableResponse signIn(String api, String provider, String token) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("provider", provider, "idToken", token))
                .post(api + "/v1/sign-in/sso")
                .then();
    }

    private static String idToken(String issuer) {
        return given().formParam("grant_type", "password")
                .formParam("client_id", "sallyport")
                .formParam("username", "grace")
                .formParam("password", "compiler-7-orbit")
                .formParam("scope", "openid email")
                .post(issuer + "/protocol/openid-connect/token")
                .then()
                .statusCode(200)
                .extract()
                .path("id_token");
    }

    private Process startKeycloak(int port) throws IOException {
        Path home;
        try (Stream<Path> folders = Files.list(UNPACKED)) {
            home = folders.findFirst().orElseThrow().toAbsolutePath();
        }
        Files.createDirectories(home.resolve("data/import"));
        Files.writeString(home.resolve("data/import/acme.json"), REALM);
        ProcessBuilder builder = new ProcessBuilder(
                        "bash",
                        home.resolve("bin/kc.sh").toString(),
                        "start-dev",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        "--import-realm")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keycloak.log").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    private void awaitKeycloak(String issuer) throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest discovery = HttpRequest.newBuilder(URI.create(issuer + "/.well-known/openid-configuration"))
                .build();
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (System.nanoTime() < end) {
            try {
                if (http.send(discovery, BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // It is still building itself.
            }
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        }
        throw new AssertionError("Keycloak did not start: " + Files.readString(folder.resolve("keycloak.log")));
    }

    private static void end(Process keycloak) throws InterruptedException {
        keycloak.descendants().forEach(ProcessHandle::destroy);
        keycloak.destroy();
        keycloak.waitFor(30, TimeUnit.SECONDS);
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }
}
