package dev.sallyport.edge.platform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.sallyport.edge.platform.Replicas.Guest;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ports;
import dev.sallyport.testing.SallyportResource;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Other people's clients work with the service unchanged, knowing nothing but its address. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OtherPeoplesClientsIT {

    private static final int ONE = 0;
    private static final int OTHER = 1;

    @TempDir
    static Path folder;

    private static Replicas replicas;

    @BeforeAll
    static void start() throws IOException {
        replicas = Replicas.running();
    }

    @Test
    @DisplayName("[T1] [T2] [T4] oauth4webapi, openid-client and jose discover, refresh, introspect, revoke and verify")
    void libraries_of_node() throws IOException, InterruptedException {
        Guest ada = replicas.guest(ONE, OTHER);
        Guest bob = replicas.guest(OTHER, ONE);
        assertAllGood(
                "oauth4webapi",
                "clients.mjs",
                Map.of(
                        "ACCESS_TOKEN", ada.accessToken(),
                        "REFRESH_TOKEN", ada.refreshToken(),
                        "OTHER_REFRESH_TOKEN", bob.refreshToken()));
    }

    @Test
    @DisplayName("[HOOK-01] [HOOK-05] the library of Standard Webhooks takes our messages, and no other")
    void the_library_of_standard_webhooks() throws IOException, InterruptedException {
        Guest ada = replicas.guest(ONE, OTHER);
        assertAllGood("standardwebhooks", "webhooks.mjs", Map.of("ACCESS_TOKEN", ada.accessToken()));
    }

    /** Runs a script of Node with a library that {@code .ci/run} installs. */
    private static void assertAllGood(String library, String name, Map<String, String> more)
            throws IOException, InterruptedException {
        Path modules = Path.of("target", "node", "node_modules", library);
        assumeTrue(Files.isDirectory(modules), "The libraries are not installed: see .ci/run");
        Path script = Path.of("target", "node", name);
        Files.copy(Path.of("src", "test", "node", name), script, StandardCopyOption.REPLACE_EXISTING);
        ProcessBuilder node = new ProcessBuilder("node", script.toString()).redirectErrorStream(true);
        node.environment()
                .putAll(Map.of(
                        "ISSUER", replicas.issuer(),
                        "CLIENT_ID", SallyportResource.CLIENT_ID,
                        "CLIENT_SECRET", SallyportResource.CLIENT_SECRET));
        node.environment().putAll(more);
        Process process = node.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).endsWith("ALL GOOD\n");
    }

    @Test
    @DisplayName("[JWT-01] [JWT-04] [T1] a Java resource server checks our token by discovery alone")
    void a_resource_server_in_java() throws InvalidJwtException {
        Guest ada = replicas.guest(ONE, OTHER);
        replicas.use(ONE);
        String jwks = given().get("/.well-known/oauth-authorization-server")
                .jsonPath()
                .getString("jwks_uri");
        JwtConsumer server = consumer(jwks, replicas.issuer());

        assertThat(server.processToClaims(ada.accessToken()).getClaimValue("acr"))
                .isEqualTo("1fa");
        assertThatThrownBy(() -> consumer(jwks, "another").processToClaims(ada.accessToken()))
                .isInstanceOf(InvalidJwtException.class);
        assertThatThrownBy(() -> server.processToClaims(ada.accessToken().replace(".ey", ".ez")))
                .isInstanceOf(InvalidJwtException.class);
    }

    private static JwtConsumer consumer(String jwks, String audience) {
        return new JwtConsumerBuilder()
                .setVerificationKeyResolver(new HttpsJwksVerificationKeyResolver(new HttpsJwks(jwks)))
                .setJwsAlgorithmConstraints(ConstraintType.PERMIT, "ES256")
                .setExpectedType(true, "at+jwt")
                .setExpectedIssuer(replicas.issuer())
                .setExpectedAudience(audience)
                .setRequireExpirationTime()
                .build();
    }

    @Test
    @DisplayName(
            "[JWT-01] [T1] Spring's resource server takes our tokens by the recipe, and by its defaults refuses the type")
    void a_resource_server_of_spring() {
        Guest ada = replicas.guest(ONE, OTHER);
        String issuer = replicas.issuer();
        NimbusJwtDecoder decoder = SpringRecipe.decoder(issuer);

        assertThat(decoder.decode(ada.accessToken()).getClaimAsString("acr")).isEqualTo("1fa");
        assertThatThrownBy(() ->
                        NimbusJwtDecoder.withIssuerLocation(issuer).build().decode(ada.accessToken()))
                .isInstanceOf(JwtException.class)
                .hasMessageContaining("at+jwt");
        assertThatThrownBy(() -> decoder.decode(ada.accessToken().replace(".ey", ".ez")))
                .isInstanceOf(JwtException.class);
        assertThatThrownBy(() -> decoder.decode(ada.refreshToken())).isInstanceOf(JwtException.class);
        decoder.setJwtValidator(SpringRecipe.validator(issuer, "another"));
        assertThatThrownBy(() -> decoder.decode(ada.accessToken()))
                .isInstanceOf(JwtException.class)
                .hasMessageContaining("aud");
    }

    /** A page behind forward-auth is open while the session is alive, and its backend hears whose it is. */
    private static void assertGuarded(String page, Guest ada) {
        given().get(page).then().statusCode(401);
        asking("x").get(page).then().statusCode(401);
        String id = Api.session(ada.accessToken()).extract().path("user.id");
        String session = Api.session(ada.accessToken()).extract().path("id");
        asking(ada.accessToken())
                .header("X-Auth-User", "somebody-else")
                .header("X-Auth-Acr", "2fa")
                .get(page)
                .then()
                .statusCode(200)
                .body(equalTo(id + " " + session + " 1fa"));
        assertCarried(page, ada.accessToken());
        assertPreflightsPass(page);
        Api.as(ada.accessToken()).post("/v1/sign-out").then().statusCode(204);
        asking(ada.accessToken()).get(page).then().statusCode(401);
    }

    @Test
    @DisplayName("nginx lets a request through while its session is alive, and passes the user to the backend")
    void a_page_behind_nginx() throws IOException, InterruptedException {
        assumeTrue(Nginx.isInstalled(), "nginx is not installed: see .ci/run");
        Guest ada = replicas.guest(ONE, OTHER);
        HttpServer backend = backend();
        int port = Ports.free();
        try (Nginx nginx = nginx(port, backend.getAddress().getPort())) {
            String page = nginx.address("/page");
            assertGuarded(page, ada);
        } finally {
            backend.stop(0);
        }
    }

    @Test
    @DisplayName("Caddy lets a request through while its session is alive, and ends TLS in front of the service")
    void a_page_behind_caddy() throws IOException, InterruptedException {
        assumeTrue(Caddy.isInstalled(), "caddy is not installed: see .ci/run");
        Guest ada = replicas.guest(ONE, OTHER);
        HttpServer backend = backend();
        try (Caddy caddy = Caddy.start(
                folder.resolve("caddy"),
                replicas.issuer().replace("http://", ""),
                backend.getAddress().getPort())) {
            String page = caddy.application("/page");
            assertGuarded(page, ada);
            given().relaxedHTTPSValidation()
                    .get(caddy.service("/.well-known/jwks.json"))
                    .then()
                    .statusCode(200);
        } finally {
            backend.stop(0);
        }
    }

    private static RequestSpecification asking(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    /** What the service would refuse if it were meant for it: the question has none of it. */
    private static void assertCarried(String page, String token) {
        asking(token).body("anything").post(page).then().statusCode(200);
        asking(token).body(new byte[3_000_000]).put(page).then().statusCode(200);
        asking(token)
                .header("Content-Encoding", "gzip")
                .header("Accept", "image/avif")
                .header("Cookie", "a=" + "b".repeat(20_000))
                .body(new byte[50_000])
                .post(page + "?a=1&a=2")
                .then()
                .statusCode(200);
        for (String bad : List.of("", "x")) {
            asking(bad).body(new byte[3_000_000]).put(page).then().statusCode(401);
            asking(bad)
                    .header("Cookie", "a=" + "b".repeat(20_000))
                    .get(page)
                    .then()
                    .statusCode(401);
        }
    }

    /** A browser sends no token with them; nothing else passes without one. */
    private static void assertPreflightsPass(String page) {
        given().header("Origin", "https://app.test")
                .header("Access-Control-Request-Method", "PUT")
                .header("X-Auth-User", "somebody-else")
                .options(page)
                .then()
                .statusCode(200)
                .body(equalTo("null null null"));
        given().options(page).then().statusCode(401);
        given().header("Origin", "https://app.test").options(page).then().statusCode(401);
        given().header("Access-Control-Request-Method", "PUT")
                .options(page)
                .then()
                .statusCode(401);
        given().header("Origin", "https://app.test")
                .header("Access-Control-Request-Method", "PUT")
                .get(page)
                .then()
                .statusCode(401);
    }

    /** Answers with what the proxy says of the caller. */
    private static HttpServer backend() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            List<String> fields = Arrays.asList(
                    exchange.getRequestHeaders().getFirst("X-Auth-User"),
                    exchange.getRequestHeaders().getFirst("X-Auth-Session"),
                    exchange.getRequestHeaders().getFirst("X-Auth-Acr"));
            exchange.getRequestBody().readAllBytes();
            byte[] body = String.join(" ", fields).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    /** The configuration that we publish, with the names of this test in it. */
    private static Nginx nginx(int port, int backendPort) throws IOException, InterruptedException {
        String published = Files.readString(Path.of("deploy", "nginx", "forward-auth.conf"));
        String site = published
                .replace("listen 80;", "listen 127.0.0.1:" + port + ";")
                .replace("http://backend:8080", "http://127.0.0.1:" + backendPort)
                .replace("http://sallyport:8080", replicas.issuer());
        return Nginx.start(folder.resolve("nginx"), port, site);
    }
}
