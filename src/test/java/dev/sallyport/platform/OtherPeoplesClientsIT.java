package dev.sallyport.platform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.sallyport.platform.Replicas.Guest;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ports;
import dev.sallyport.testing.SallyportResource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
        Path modules = Path.of("target", "node", "node_modules", "oauth4webapi");
        assumeTrue(Files.isDirectory(modules), "The libraries are not installed: see .ci/run");
        Path script = Path.of("target", "node", "clients.mjs");
        Files.copy(Path.of("src", "test", "node", "clients.mjs"), script, StandardCopyOption.REPLACE_EXISTING);
        Guest ada = replicas.guest(ONE, OTHER);
        Guest bob = replicas.guest(OTHER, ONE);
        ProcessBuilder node = new ProcessBuilder("node", script.toString()).redirectErrorStream(true);
        node.environment()
                .putAll(Map.of(
                        "ISSUER", replicas.issuer(),
                        "CLIENT_ID", SallyportResource.CLIENT_ID,
                        "CLIENT_SECRET", SallyportResource.CLIENT_SECRET,
                        "ACCESS_TOKEN", ada.accessToken(),
                        "REFRESH_TOKEN", ada.refreshToken(),
                        "OTHER_REFRESH_TOKEN", bob.refreshToken()));
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
    @DisplayName("nginx lets a request through while its session is alive, and tells the backend whose it is")
    void a_page_behind_nginx() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/nginx")), "nginx is not installed: see .ci/run");
        Guest ada = replicas.guest(ONE, OTHER);
        HttpServer backend = backend();
        int port = Ports.free();
        Process nginx = nginx(port, backend.getAddress().getPort());
        try {
            awaitPort(port);
            String page = "http://127.0.0.1:" + port + "/page";
            given().get(page).then().statusCode(401);
            given().header("Authorization", "Bearer x").get(page).then().statusCode(401);
            String id = Api.session(ada.accessToken()).extract().path("user.id");
            String session = Api.session(ada.accessToken()).extract().path("id");
            given().header("Authorization", "Bearer " + ada.accessToken())
                    .header("X-Auth-User", "somebody-else")
                    .header("X-Auth-Acr", "2fa")
                    .get(page)
                    .then()
                    .statusCode(200)
                    .body(equalTo(id + " " + session + " 1fa"));
            given().header("Authorization", "Bearer " + ada.accessToken())
                    .body("anything")
                    .post(page)
                    .then()
                    .statusCode(200);
            Api.as(ada.accessToken()).post("/v1/sign-out").then().statusCode(204);
            given().header("Authorization", "Bearer " + ada.accessToken())
                    .get(page)
                    .then()
                    .statusCode(401);
        } finally {
            nginx.destroy();
            nginx.waitFor(10, TimeUnit.SECONDS);
            backend.stop(0);
        }
    }

    /** Answers with what the proxy says of the caller. */
    private static HttpServer backend() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            List<String> told = List.of(
                    exchange.getRequestHeaders().getFirst("X-Auth-User"),
                    exchange.getRequestHeaders().getFirst("X-Auth-Session"),
                    exchange.getRequestHeaders().getFirst("X-Auth-Acr"));
            byte[] body = String.join(" ", told).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    /** The configuration that we publish, with the names of this test in it. */
    private static Process nginx(int port, int backendPort) throws IOException {
        String published = Files.readString(Path.of("deploy", "nginx", "forward-auth.conf"));
        String site = published
                .replace("listen 80;", "listen 127.0.0.1:" + port + ";")
                .replace("http://backend:8080", "http://127.0.0.1:" + backendPort)
                .replace("http://sallyport:8080", replicas.issuer());
        Path home = Files.createDirectories(folder.resolve("nginx"));
        String main = """
                daemon off;
                pid nginx.pid;
                error_log stderr;
                events {}
                http {
                    access_log off;
                    client_body_temp_path body;
                    proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi;
                    scgi_temp_path scgi;
                    %s
                }
                """.formatted(site);
        Path configuration = Files.writeString(home.resolve("nginx.conf"), main);
        return new ProcessBuilder("/usr/sbin/nginx", "-p", home.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("nginx.log").toFile())
                .start();
    }

    private static void awaitPort(int port) throws InterruptedException {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20); System.nanoTime() < end; ) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException notYet) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }
}
