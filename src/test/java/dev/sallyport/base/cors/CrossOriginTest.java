package dev.sallyport.base.cors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Contract;
import dev.sallyport.testing.Contract.Operation;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Which pages of other origins may read answers; {@code https://app.test} is the one that is allowed. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CrossOriginTest {

    private static final String ALLOWED = "https://app.test";

    private static final List<String> OTHERS = List.of(
            "https://app.test.evil.test",
            "https://evilapp.test",
            "https://evil.test",
            "http://app.test",
            "https://APP.TEST",
            "https://app.test:8443",
            "https://app.test:443",
            "https://app.test/",
            "https://app.test ,https://evil.test",
            "https://sub.app.test",
            "app.test",
            "null",
            "*",
            "");

    @Inject
    People people;

    private static Response preflight(String origin, String path, String method) {
        return Api.json()
                .header("Origin", origin)
                .header("Access-Control-Request-Method", method)
                .header("Access-Control-Request-Headers", "authorization,content-type,sallyport-cookies")
                .options(path);
    }

    private static List<String> vary(Response answer) {
        return List.of(answer.header("Vary").toLowerCase(Locale.ROOT).split(", "));
    }

    private static void assertNothingAllowed(String what, Response answer) {
        assertThat(answer.headers().asList().stream()
                        .map(header -> header.getName())
                        .filter(name -> name.startsWith("Access-Control")))
                .as(what)
                .isEmpty();
        assertThat(vary(answer)).as(what).contains("origin");
    }

    @Test
    @DisplayName("[WEB-01] only the origin on the list, exactly as it is there, may read an answer")
    void exact_origins_only() {
        Person ada = people.signedIn();
        Response allowed = Api.as(ada.accessToken).header("Origin", ALLOWED).get("/v1/session");
        allowed.then().statusCode(200);
        assertThat(allowed.headers().getValues("Access-Control-Allow-Origin")).containsExactly(ALLOWED);
        assertThat(allowed.header("Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(allowed.header("Access-Control-Expose-Headers").split(", "))
                .contains("Date", "ETag", "WWW-Authenticate", "Retry-After", "X-Request-Id");
        assertThat(vary(allowed)).contains("origin");

        for (String other : OTHERS) {
            Response answer = Api.as(ada.accessToken).header("Origin", other).get("/v1/session");
            answer.then().statusCode(200);
            assertNothingAllowed(other, answer);
            Response preflight = preflight(other, "/v1/session", "GET");
            assertThat(preflight.statusCode()).as(other).isLessThan(500);
            assertNothingAllowed(other, preflight);
        }
        assertNothingAllowed("none", Api.as(ada.accessToken).get("/v1/session"));
    }

    @Test
    @DisplayName("[WEB-01] a preflight of that origin is answered for each operation, for ten minutes")
    void preflights() {
        for (Operation operation : Contract.operations()) {
            Response answer = preflight(ALLOWED, operation.target(), operation.method());
            assertThat(answer.statusCode()).as("%s", operation).isEqualTo(204);
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(ALLOWED);
            assertThat(answer.header("Access-Control-Allow-Methods").split(", "))
                    .as("%s", operation)
                    .contains(operation.method());
            assertThat(answer.header("Access-Control-Allow-Headers").split(", "))
                    .contains(
                            "Authorization",
                            "Content-Type",
                            "Sallyport-Cookies",
                            "If-Match",
                            "Accept-Language",
                            "Idempotency-Key")
                    .doesNotContain("*");
            assertThat(Integer.parseInt(answer.header("Access-Control-Max-Age")))
                    .isLessThanOrEqualTo(600);
        }
    }

    @Test
    @DisplayName("[WEB-01] its pages can read refusals too, and caches keep origins and languages apart")
    void refusals_can_be_read() {
        for (String path : List.of("/v1/session", "/v1/nowhere", "/nowhere", "/v1/me/sessions?limit=1&limit=2")) {
            Response answer = Api.json().header("Origin", ALLOWED).get(path);
            assertThat(answer.statusCode()).as(path).isBetween(400, 499);
            assertThat(answer.header("Access-Control-Allow-Origin")).as(path).isEqualTo(ALLOWED);
            assertThat(vary(answer)).as(path).containsExactlyInAnyOrder("accept-language", "origin");
        }
    }

    @Test
    @DisplayName("[WEB-01] an Origin that is passed on disturbs neither backends nor a proxy that asks")
    void passed_on_origins() {
        Person ada = people.signedIn();
        Api.as(ada.accessToken)
                .header("Origin", "https://shop.test")
                .get("/v1/forward-auth")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", nullValue());
        Api.introspect(ada.accessToken).statusCode(200);
        Api.asClient()
                .header("Origin", "null")
                .body(Api.body("email", ada.email))
                .post("/v1/challenges")
                .then()
                .statusCode(200);
    }
}
