package dev.sallyport.edge.http;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Contract;
import dev.sallyport.testing.Contract.Operation;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import dev.sallyport.testing.TotpApp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AnswerHeadersTest {

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    private static void assertStanding(String what, Response answer) {
        assertThat(answer.header("X-Content-Type-Options")).as(what).isEqualTo("nosniff");
        // A browser obeys all that it gets: one more would forbid what the other allows.
        assertThat(answer.headers().getValues("Content-Security-Policy"))
                .as(what)
                .hasSize(1);
        assertThat(answer.headers().getValues("Cache-Control")).as(what).hasSizeLessThan(2);
        assertThat(answer.header("Content-Security-Policy"))
                .as(what)
                .startsWith("default-src 'none'; ")
                .endsWith("frame-ancestors 'none'")
                .doesNotContain("unsafe", "*", "http");
        if (!answer.contentType().startsWith("text/html")) {
            assertThat(answer.header("Content-Security-Policy"))
                    .as(what)
                    .isEqualTo("default-src 'none'; frame-ancestors 'none'");
        }
        assertThat(answer.header("Referrer-Policy")).as(what).isEqualTo("no-referrer");
        assertThat(answer.header("Strict-Transport-Security")).as(what).isEqualTo("max-age=31536000");
        assertThat(answer.header("X-Request-Id")).as(what).isNotBlank();
        assertThat(answer.header("Server")).as(what).isNull();
        assertThat(answer.header("X-Powered-By")).as(what).isNull();
        assertThat(answer.header("Set-Cookie")).as(what).isNull();
        assertThat(answer.header("Location")).as(what).isNull();
        assertThat(answer.statusCode() / 100).as(what).isNotEqualTo(3);
    }

    @Test
    @DisplayName("[API-08] every operation answers every caller with the standing headers, and never redirects")
    void every_operation() {
        Person ada = people.signedIn();
        for (Operation operation : Contract.operations()) {
            List<Response> answers = List.of(
                    operation.call(Api.json()),
                    operation.call(Api.json().body("{}")),
                    operation.call(Contract.authorised(operation, ada)),
                    operation.call(Contract.authorised(operation, ada).body("{}")));
            for (Response answer : answers) {
                assertStanding(operation.toString(), answer);
                if (!operation.path().startsWith("/.well-known/")) {
                    assertThat(answer.header("Cache-Control"))
                            .as("%s", operation)
                            .isEqualTo("no-store");
                }
            }
        }
    }

    @Test
    @DisplayName("[API-08] every answer that carries a secret or a token may not be kept")
    void answers_with_secrets() {
        Person ada = people.newcomer();
        List<Response> answers = new ArrayList<>();
        Response challenge =
                Api.signIn(ada.email, People.PASSWORD, null).extract().response();
        answers.add(challenge);
        Response signedIn = Api.verify(challenge.path("challengeToken"), "email_code", mailbox.awaitCode(ada.email, 1))
                .extract()
                .response();
        answers.add(signedIn);
        answers.add(Api.signIn(ada.email, People.PASSWORD, signedIn.path("deviceToken"))
                .extract()
                .response());
        String token = signedIn.path("accessToken");
        Response pending = Api.startEnrollment(token).extract().response();
        answers.add(pending);
        answers.add(Api.as(token).accept("image/png").get("/v1/me/authenticators/{id}/qr", pending.<String>path("id")));
        answers.add(
                Api.as(token).accept("image/svg+xml").get("/v1/me/authenticators/{id}/qr", pending.<String>path("id")));
        TotpApp app = new TotpApp(pending.path("secret"));
        answers.add(Api.confirm(token, pending.path("id"), app.codeAt(clock.instant()))
                .extract()
                .response());
        for (Response answer : answers) {
            assertThat(answer.statusCode()).isIn(200, 201);
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertStanding("an answer with a secret", answer);
        }
    }

    @Test
    @DisplayName("[API-08] the published keys, which are no secret, may be kept for ten minutes")
    void published_keys() {
        Api.json().get("/.well-known/jwks.json").then().statusCode(200).header("Cache-Control", "public, max-age=600");
    }

    @Test
    @DisplayName("[FRNT-06] every answer says what time it is for the service, in the form of RFC 9110")
    void the_time_of_the_service() {
        clock.advance(Duration.ofSeconds(1));
        for (String path : List.of("/.well-known/jwks.json", "/v1/session", "/v1/no-such-path")) {
            String date = Api.json().get(path).header("Date");
            assertThat(date).matches("[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT");
            assertThat(RFC_1123_DATE_TIME.parse(date, Instant::from)).isEqualTo(clock.instant());
        }
    }

    @Test
    @DisplayName("[API-08] plain HTTP is answered as it is, never sent elsewhere")
    void no_redirect() {
        Response answer = Api.json()
                .redirects()
                .follow(false)
                .header("X-Forwarded-Proto", "http")
                .get("/v1/session");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertStanding("plain http", answer);
    }
}
