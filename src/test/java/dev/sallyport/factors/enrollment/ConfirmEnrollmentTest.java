package dev.sallyport.factors.enrollment;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConfirmEnrollmentTest {

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    @Test
    @DisplayName("[ENRL-03] [E3] [S2] [S3] A right code activates, gives ten recovery codes and raises the session")
    void a_right_code_activates() {
        Person ada = people.signedIn();
        String session = Api.session(ada.accessToken).extract().path("id");
        ceremonies.start(ada);

        List<String> codes = ceremonies
                .confirm(ada)
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("id", equalTo(ada.authenticatorId))
                .body("status", equalTo("active"))
                .body("name", equalTo("Ada's phone"))
                .body("recoveryCodes", hasSize(10))
                .body("recoveryCodes", everyItem(matchesPattern("([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}")))
                .body("secret", nullValue())
                .body("paperKey", nullValue())
                .body("otpauthUri", nullValue())
                .body("signIn.status", equalTo("signed_in"))
                .body("signIn.sessionId", equalTo(session))
                .body("signIn.user.id", equalTo(ada.userId))
                .extract()
                .path("recoveryCodes");

        assertThat(codes).doesNotHaveDuplicates();
        clock.nextStep();
        Api.signIn(ada.email, People.PASSWORD, ada.deviceToken)
                .statusCode(200)
                .body("status", equalTo("challenge_required"))
                .body("purpose", equalTo("two_factor"))
                .body("accessToken", nullValue());
    }

    @Test
    @DisplayName("[ENRL-03] The answer's tokens are of level 2fa")
    void the_new_tokens_are_of_level_two() {
        Person ada = people.signedIn();
        ceremonies.start(ada);

        String token = ceremonies.confirm(ada).statusCode(200).extract().path("signIn.accessToken");

        Api.session(token).statusCode(200).body("acr", equalTo("2fa")).body("amr", contains("pwd", "otp", "mfa"));
        Api.startEnrollment(token).statusCode(201);
    }

    @Test
    @DisplayName("[ENRL-03] [E3] A wrong code leaves the app pending and sign-in as it was; a right one then activates")
    void a_wrong_code_does_not_activate() {
        Person ada = people.signedIn();
        ceremonies.start(ada);

        refused(
                Api.confirm(ada.accessToken, ada.authenticatorId, ada.app.wrongCodeAt(clock.instant()))
                        .body("attemptsLeft", equalTo(4))
                        .body("recoveryCodes", nullValue()),
                401,
                "invalid-code");

        String own = ada.accessToken;
        ceremonies.signInAgain(ada);
        ada.accessToken = own;
        Api.as(ada.accessToken)
                .get("/v1/me/two-factor")
                .then()
                .body("enabled", equalTo(false))
                .body("authenticators.status", contains("pending"));
        ceremonies.confirm(ada).statusCode(200);
    }

    @Test
    @DisplayName("[ENRL-03] Five wrong codes end the set-up, even for the right one after; a new start works")
    void five_wrong_codes_end_the_set_up() {
        Person ada = people.signedIn();
        ceremonies.start(ada);
        for (int left = 4; left >= 0; left--) {
            refused(
                    Api.confirm(ada.accessToken, ada.authenticatorId, ada.app.wrongCodeAt(clock.instant()))
                            .body("attemptsLeft", equalTo(left)),
                    401,
                    "invalid-code");
        }

        refused(ceremonies.confirm(ada), 410, "enrollment-expired");
        refused(ceremonies.confirm(ada), 410, "enrollment-expired");

        ceremonies.start(ada);
        ceremonies.confirm(ada).statusCode(200);
    }

    @Test
    @DisplayName(
            "[ENRL-03] [E5] A set-up lives ten minutes: confirmed one second before, gone at the end; a new one works")
    void a_set_up_lives_ten_minutes() {
        Person intime = people.signedIn();
        Person late = people.signedIn();
        ceremonies.start(intime);
        ceremonies.start(late);

        clock.advance(Duration.ofMinutes(10).minusSeconds(1));
        ceremonies.proveAgain(intime);
        ceremonies.proveAgain(late);
        ceremonies.confirm(intime).statusCode(200);
        clock.advance(Duration.ofSeconds(1));
        refused(ceremonies.confirm(late), 410, "enrollment-expired");
        clock.advance(Duration.ofSeconds(1));
        refused(ceremonies.confirm(late), 410, "enrollment-expired");
        Api.as(late.accessToken).get("/v1/me/two-factor").then().body("authenticators", hasSize(0));

        ceremonies.start(late);
        ceremonies.confirm(late).statusCode(200);
    }

    @Test
    @DisplayName("[ENRL-05] [E6] [TOTP-04] The confirming code cannot sign in, the next step's code can")
    void the_confirming_code_is_spent() {
        Person ada = people.signedIn();
        clock.nextStep();
        ceremonies.start(ada);
        Instant confirmed = clock.instant();
        ceremonies.confirm(ada).statusCode(200);

        refused(ceremonies.answerWithApp(ada, confirmed), 401, "invalid-code");
        refused(ceremonies.answerWithApp(ada, confirmed.minusSeconds(30)), 401, "invalid-code");
        clock.nextStep();
        refused(ceremonies.answerWithApp(ada, confirmed), 401, "invalid-code");
        ceremonies.answerWithApp(ada, clock.instant()).statusCode(200);
    }

    @Test
    @DisplayName("[ENRL-05] Confirmed with the code of the step ahead, the present one is spent as well")
    void a_confirming_code_spends_all_older_steps() {
        Person ada = people.signedIn();
        clock.nextStep();
        ceremonies.start(ada);
        Api.confirm(
                        ada.accessToken,
                        ada.authenticatorId,
                        ada.app.codeAt(clock.instant().plusSeconds(30)))
                .statusCode(200);

        refused(ceremonies.answerWithApp(ada, clock.instant()), 401, "invalid-code");
        refused(ceremonies.answerWithApp(ada, clock.instant().plusSeconds(30)), 401, "invalid-code");
    }

    @Test
    @DisplayName("[TOTP-04] A code of the active app neither confirms another one nor is spent by the try")
    void a_code_of_another_app_does_not_confirm() {
        Person ada = people.enrolled();
        String pending =
                Api.startEnrollment(ada.accessToken).statusCode(201).extract().path("id");

        refused(Api.confirm(ada.accessToken, pending, ada.app.codeAt(clock.instant())), 401, "invalid-code");
        ceremonies.answerWithApp(ada, clock.instant()).statusCode(200);
        refused(Api.confirm(ada.accessToken, pending, ada.app.codeAt(clock.instant())), 401, "invalid-code");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"code\": 123456}",
                "{\"code\": \"12345\"}",
                "{\"code\": \"1234567\"}",
                "{\"code\": \"G-123456\"}",
                "{\"code\": \" - \"}",
                "{\"code\": null}",
                "{\"code\": [\"123456\"]}",
                "{\"code\": \"123456\", \"endOtherSessions\": \"false\"}",
                "{\"code\": \"123456\", \"endOtherSessions\": null}",
                "{\"code\": \"123456\", \"userId\": \"0199d3c2-5b20-7b0e-8f3e-6d1f0c9a2b44\"}",
                "{\"code\": \"123456\", \"code\": \"123456\"}"
            })
    @DisplayName("[TOTP-05] A body that is not one code of six digits is 400 and spends no try")
    void a_malformed_confirmation_spends_nothing(String body) {
        Person ada = people.signedIn();
        ceremonies.start(ada);

        refused(
                Api.as(ada.accessToken)
                        .body(body)
                        .post("/v1/me/authenticators/{id}/confirm", ada.authenticatorId)
                        .then(),
                400,
                "invalid-request");

        assertThat(rows.number("select failures from totp_authenticator where user_id = ?::uuid", ada.userId))
                .isEqualTo(0);
        ceremonies.confirm(ada).statusCode(200);
    }

    @Test
    @DisplayName("[V13] A challenge that was opened before the set-up was confirmed is dead after it")
    void open_challenges_die_with_the_confirmation() {
        Person ada = people.signedIn();
        String before = people.challengeFor(ada);
        ceremonies.start(ada);
        ceremonies.confirm(ada).statusCode(200);

        refused(Api.verify(before, "email_code", "123456"), 401, "challenge-expired");
        refused(Api.resend(before), 401, "challenge-expired");
    }
}
