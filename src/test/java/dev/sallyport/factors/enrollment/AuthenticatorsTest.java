package dev.sallyport.factors.enrollment;

import static dev.sallyport.testing.Api.body;
import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A user with several apps. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AuthenticatorsTest {

    private static final Duration CHECK_UP = Duration.ofDays(28);

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    TestClock clock;

    @Test
    @DisplayName("[E11] Up to five named apps, each of which signs in; a sixth only replaces another")
    void five_apps() {
        Person ada = people.enrolled();
        List<TotpApp> apps = new ArrayList<>(List.of(ada.app));
        for (String name : List.of("Tablet", "Büro-Handy", "仕事用", "  Spare  ")) {
            apps.add(bind(ada, name, null));
        }
        status(ada).body("authenticators.name", contains("Ada's phone", "Tablet", "Büro-Handy", "仕事用", "Spare"));

        refused(start(ada, "Sixth", null), 409, "too-many-authenticators");
        TotpApp replaced = apps.set(0, bind(ada, "New phone", ada.authenticatorId));

        status(ada).body("authenticators.name", contains("Tablet", "Büro-Handy", "仕事用", "Spare", "New phone"));
        clock.nextStep();
        for (TotpApp app : apps) {
            assertThat(answer(ada, app)).isEqualTo(200);
        }
        assertThat(answer(ada, replaced)).isEqualTo(401);
    }

    @Test
    @DisplayName("[E11] Only its owner renames and removes an app; the last one is removed only by disabling")
    void names_and_removals() {
        Person ada = people.enrolled();
        Person mallory = people.enrolled();
        TotpApp tablet = bind(ada, "Tablet", null);
        String first = ada.authenticatorId;
        String second = status(ada).extract().path("authenticators[1].id");

        rename(ada, second, "  Old tablet ").statusCode(200).body("name", equalTo("Old tablet"));
        rename(ada, second, "").statusCode(400);
        rename(ada, second, "x".repeat(200)).statusCode(400);
        refused(rename(mallory, second, "Mine"), 404, "not-found");
        refused(remove(mallory, second), 404, "not-found");
        status(ada).body("authenticators.name", contains("Ada's phone", "Old tablet"));

        clock.nextStep();
        String challenge = people.challengeFor(ada);
        remove(ada, first).statusCode(204);
        refused(remove(ada, first), 404, "not-found");
        refused(Api.verify(challenge, "totp", ada.app.codeAt(clock.instant())), 401, "challenge-expired");
        assertThat(answer(ada, ada.app)).isEqualTo(401);
        assertThat(answer(ada, tablet)).isEqualTo(200);
        refused(remove(ada, second), 409, "last-authenticator");

        String pending = start(ada, "Not yet", null).statusCode(201).extract().path("id");
        refused(remove(ada, second), 409, "last-authenticator");
        remove(ada, pending).statusCode(204);
        status(ada).body("enabled", equalTo(true)).body("authenticators.name", contains("Old tablet"));
    }

    @Test
    @DisplayName(
            "[E15] [E16] A check-up is due 28 days after the last code of an app; a sign-in or a step-up puts it off")
    void a_check_up_is_due() {
        Person ada = people.signedIn();
        status(ada).body("checkUpDueAt", nullValue());
        ceremonies.start(ada);
        ada.accessToken = ceremonies.confirm(ada).statusCode(200).extract().path("signIn.accessToken");
        assertDueAfter(ada, clock.instant());

        clock.advance(Duration.ofMinutes(2));
        Api.as(ada.accessToken)
                .body(body("method", "totp", "code", ada.app.codeAt(clock.instant())))
                .post("/v1/me/step-up")
                .then()
                .statusCode(200);
        assertDueAfter(ada, clock.instant());

        clock.advance(CHECK_UP.plusHours(1));
        Instant last = clock.instant();
        ada.accessToken =
                ceremonies.answerWithApp(ada, last).statusCode(200).extract().path("accessToken");
        assertDueAfter(ada, last);
    }

    private void assertDueAfter(Person person, Instant use) {
        String due = status(person).extract().path("checkUpDueAt");
        assertThat(Instant.parse(due)).isEqualTo(use.plus(CHECK_UP));
    }

    private static ValidatableResponse status(Person person) {
        return Api.as(person.accessToken).get("/v1/me/two-factor").then().statusCode(200);
    }

    private static ValidatableResponse start(Person person, String name, String replaces) {
        return Api.as(person.accessToken)
                .body(body("name", name, "replaces", replaces))
                .post("/v1/me/authenticators")
                .then();
    }

    private TotpApp bind(Person person, String name, String replaces) {
        JsonPath pending =
                start(person, name, replaces).statusCode(201).extract().jsonPath();
        TotpApp app = new TotpApp(pending.getString("secret"));
        person.accessToken = Api.confirm(person.accessToken, pending.getString("id"), app.codeAt(clock.instant()))
                .statusCode(200)
                .body("recoveryCodes", nullValue())
                .extract()
                .path("signIn.accessToken");
        return app;
    }

    private static ValidatableResponse rename(Person person, String id, String name) {
        return Api.as(person.accessToken)
                .body(body("name", name))
                .patch("/v1/me/authenticators/{id}", id)
                .then();
    }

    private static ValidatableResponse remove(Person person, String id) {
        return Api.as(person.accessToken)
                .delete("/v1/me/authenticators/{id}", id)
                .then();
    }

    private int answer(Person person, TotpApp app) {
        return Api.verify(people.challengeFor(person), "totp", app.codeAt(clock.instant()))
                .extract()
                .statusCode();
    }
}
