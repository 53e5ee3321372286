package dev.sallyport.signin.verification;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import dev.sallyport.testing.TotpApp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WrongCodeReasonTest {

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    TestClock clock;

    private static ValidatableResponse post(Person person, String path, Object... body) {
        return Api.as(person.accessToken).body(Api.body(body)).post(path).then();
    }

    private static void used(ValidatableResponse answer, int left) {
        refused(answer, 401, "invalid-code")
                .body("reason", equalTo("already_used"))
                .body("clockOffsetSeconds", nullValue())
                .body("attemptsLeft", equalTo(left));
    }

    private static void off(ValidatableResponse answer, int seconds, int left) {
        refused(answer, 401, "invalid-code")
                .body("reason", equalTo("clock_off"))
                .body("clockOffsetSeconds", equalTo(seconds))
                .body("attemptsLeft", equalTo(left));
    }

    private static void onlyWrong(ValidatableResponse answer) {
        refused(answer, 401, "invalid-code").body("reason", nullValue()).body("clockOffsetSeconds", nullValue());
    }

    private ValidatableResponse stepUp(Person person, Instant time) {
        return post(person, "/v1/me/step-up", "method", "totp", "code", person.app.codeAt(time));
    }

    private ValidatableResponse disable(Person person, Instant time) {
        return post(
                person,
                "/v1/me/two-factor/disable",
                "password",
                People.PASSWORD,
                "method",
                "totp",
                "code",
                person.app.codeAt(time));
    }

    private static ValidatableResponse check(Person person, String code) {
        return Api.asClient()
                .body(Api.body("userId", person.userId, "code", code))
                .post("/v1/challenges/totp-check")
                .then();
    }

    @Test
    @DisplayName("[TOTP-03] [V12] A code that was accepted before is refused as used, wherever it is sent")
    void a_used_code() {
        Person ada = people.enrolled();
        Instant now = clock.instant();
        ceremonies.answerWithApp(ada, now).statusCode(200);
        clock.advance(java.time.Duration.ofSeconds(31)); // sooner a copy costs the user no try

        used(ceremonies.answerWithApp(ada, now), 4);
        used(ceremonies.answerWithApp(ada, now.minusSeconds(30)), 4);
        used(stepUp(ada, now), 7);
        used(disable(ada, now), 6);
        used(check(ada, ada.app.codeAt(now)), 5);
        onlyWrong(ceremonies.answerWithApp(ada, now.minusSeconds(30 * 21)));
        onlyWrong(check(ada, ada.app.wrongCodeAt(now)));
    }

    @Test
    @DisplayName("[V12] A code that was right up to ten minutes ago shows how far the clock is off, and costs its try")
    void a_clock_behind() {
        Person ada = people.enrolled();
        Instant later = clock.instant().plusSeconds(1200);
        clock.advance(java.time.Duration.ofSeconds(1200));

        off(ceremonies.answerWithApp(ada, later.minusSeconds(600)), -600, 4);
        off(ceremonies.answerWithApp(ada, later.minusSeconds(60)), -60, 4);
        off(check(ada, ada.app.codeAt(later.minusSeconds(300))), -300, 7);
        onlyWrong(ceremonies.answerWithApp(ada, later.minusSeconds(630)));
    }

    @Test
    @DisplayName(
            "[V12] A code ahead of time is explained at step-up and disabling, and not at the second step of a sign-in")
    void a_clock_ahead() {
        Person ada = people.enrolled();
        Instant now = clock.instant();

        off(stepUp(ada, now.plusSeconds(300)), 300, 9);
        off(disable(ada, now.plusSeconds(60)), 60, 8);
        onlyWrong(ceremonies.answerWithApp(ada, now.plusSeconds(60)));
        onlyWrong(check(ada, ada.app.codeAt(now.plusSeconds(300))));
    }

    @Test
    @DisplayName("[ENRL-03] [V12] At the confirmation of a set-up a clock that is off either way is explained")
    void at_confirmation() {
        Person ada = people.signedIn();
        ceremonies.start(ada);
        Instant now = clock.instant();

        off(Api.confirm(ada.accessToken, ada.authenticatorId, ada.app.codeAt(now.plusSeconds(90))), 90, 4);
        off(Api.confirm(ada.accessToken, ada.authenticatorId, ada.app.codeAt(now.minusSeconds(120))), -120, 3);
        onlyWrong(Api.confirm(ada.accessToken, ada.authenticatorId, ada.app.wrongCodeAt(now)));
        ceremonies.confirm(ada).statusCode(200);
    }

    @Test
    @DisplayName("[V12] Of several apps each one's codes are explained; those of a replaced app are only wrong")
    void several_apps() {
        Person ada = people.enrolled();
        TotpApp first = ada.app;
        String former = ada.authenticatorId;
        ceremonies.signInWithApp(ada);
        JsonPath pending =
                Api.startEnrollment(ada.accessToken).statusCode(201).extract().jsonPath();
        TotpApp second = new TotpApp(pending.getString("secret"));
        Api.confirm(ada.accessToken, pending.getString("id"), second.codeAt(clock.instant()))
                .statusCode(200);
        Instant now = clock.instant();

        used(Api.verify(people.challengeFor(ada), "totp", first.codeAt(now)), 4);
        used(Api.verify(people.challengeFor(ada), "totp", second.codeAt(now)), 4);
        clock.advance(java.time.Duration.ofMinutes(5));
        off(Api.verify(people.challengeFor(ada), "totp", second.codeAt(now.plusSeconds(60))), -240, 4);

        ada.app = first;
        ceremonies.signInWithApp(ada);
        Api.as(ada.accessToken)
                .delete("/v1/me/authenticators/{id}", former)
                .then()
                .statusCode(204);
        onlyWrong(Api.verify(people.challengeFor(ada), "totp", first.codeAt(clock.instant())));
    }

    @Test
    @DisplayName("[RECV-03] [V12] A used recovery code is refused as used, one of a former set is only wrong")
    void a_used_recovery_code() {
        Person ada = people.enrolled();
        String code = ada.recoveryCodes.get(0);
        Api.verify(people.challengeFor(ada), "recovery_code", code).statusCode(200);

        used(Api.verify(people.challengeFor(ada), "recovery_code", code), 4);
        ceremonies.signInWithApp(ada);
        Api.as(ada.accessToken).post("/v1/me/recovery-codes").then().statusCode(201);
        onlyWrong(Api.verify(people.challengeFor(ada), "recovery_code", code));
    }
}
