package dev.sallyport.edge.platform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.client.TokenVerifier;
import dev.sallyport.edge.platform.Replicas.Guest;
import dev.sallyport.testing.Alone;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.SallyportResource;
import dev.sallyport.testing.SlowTest;
import dev.sallyport.testing.TotpApp;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The backend of src/examples/java, with our Java library: tokens come from one replica, its feed from the other. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Alone
@SlowTest
class JavaClientIT {

    private static final int ONE = 0;
    private static final int OTHER = 1;

    private static Replicas replicas;
    private static StartedProgram backend;

    @BeforeAll
    static void start() throws Exception {
        replicas = Replicas.running();
        backend = StartedProgram.start(
                Path.of("src", "examples", "java", "start"),
                Map.of(
                        "SALLYPORT",
                        replicas.issuer(),
                        "SALLYPORT_INTERNAL",
                        replicas.address(OTHER),
                        "CLIENT_ID",
                        SallyportResource.CLIENT_ID,
                        "CLIENT_SECRET",
                        SallyportResource.CLIENT_SECRET,
                        "PORT",
                        "0",
                        "CLASSPATH",
                        classPath()));
    }

    @AfterAll
    static void stop() {
        if (backend != null) {
            backend.close();
        }
    }

    /** The library as this build has compiled it, and what its pom.xml brings: nothing else of the service. */
    private static String classPath() throws ReflectiveOperationException {
        return Stream.of(TokenVerifier.class, JwtClaims.class, Class.forName("org.slf4j.LoggerFactory"))
                .map(type -> new File(type.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath())
                        .getAbsolutePath())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static ValidatableResponse orders(String token) {
        return given().header("Authorization", "Bearer " + token)
                .get(backend.address("/orders"))
                .then();
    }

    private static ValidatableResponse pay(String token) {
        return given().header("Authorization", "Bearer " + token)
                .post(backend.address("/payments"))
                .then();
    }

    /** Waits until the backend refuses a token, and tells how long that took. */
    private static Duration untilRefused(String token) {
        long begin = System.nanoTime();
        while (orders(token).extract().statusCode() == 200) {
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        orders(token)
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", containsString("error=\"invalid_token\""))
                .body("type", equalTo("urn:sallyport:problem:not-authenticated"));
        return took;
    }

    @Test
    @DisplayName(
            "[INTR-13] a session that ends at one replica is refused in two seconds by a backend that asks the other")
    void an_ended_session_is_refused() {
        Guest ada = replicas.guest(ONE, ONE);
        Guest bob = replicas.guest(ONE, ONE);
        String id = Api.session(ada.accessToken()).extract().path("user.id");
        orders(ada.accessToken()).statusCode(200).body("user", equalTo(id));
        Api.as(ada.accessToken()).post("/v1/sign-out").then().statusCode(204);
        assertThat(untilRefused(ada.accessToken())).isLessThan(Duration.ofSeconds(2));
        orders(bob.accessToken()).statusCode(200);
    }

    @Test
    @DisplayName("[INTR-12] one factor where two are asked, and an old sign-in, get the step-up challenge")
    void the_step_up_challenge() {
        Guest ada = replicas.guest(ONE, ONE);
        given().post(backend.address("/payments")).then().statusCode(401).header("WWW-Authenticate", "Bearer");
        pay(ada.refreshToken()).statusCode(401).header("WWW-Authenticate", containsString("error=\"invalid_token\""));
        String challenge = "Bearer error=\"insufficient_user_authentication\","
                + " error_description=\"Prove again who you are\", acr_values=\"2fa\", max_age=600";
        pay(ada.accessToken())
                .statusCode(401)
                .header("WWW-Authenticate", challenge)
                .body("type", equalTo("urn:sallyport:problem:step-up-required"));

        JsonPath signedIn = withTwoFactors(ada);
        pay(signedIn.getString("signIn.accessToken")).statusCode(200).body("paid", equalTo(true));
        replicas.rows()
                .change(
                        "update session set auth_time = auth_time - interval '11 minutes' where user_id ="
                                + " (select id from app_user where email = ?)",
                        ada.email());
        String old = Api.refresh(signedIn.getString("signIn.refreshToken"))
                .statusCode(200)
                .extract()
                .path("access_token");
        orders(old).statusCode(200);
        pay(old).statusCode(401).header("WWW-Authenticate", challenge);
    }

    private static JsonPath withTwoFactors(Guest guest) {
        JsonPath pending = Api.startEnrollment(guest.accessToken())
                .statusCode(201)
                .extract()
                .jsonPath();
        String code = new TotpApp(pending.getString("secret")).codeAt(Instant.now());
        return Api.confirm(guest.accessToken(), pending.getString("id"), code)
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
