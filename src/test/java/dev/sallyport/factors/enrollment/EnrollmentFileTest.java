package dev.sallyport.factors.enrollment;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What a user takes away from a set-up: the key as text, and the recovery codes as a file. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EnrollmentFileTest {

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    TestClock clock;

    @Test
    @DisplayName("[E1] [R1] The key comes in groups of four, too, and the codes of a set-up as a file to download")
    void keys_and_codes_to_take_away() {
        Person ada = people.signedIn();
        JsonPath pending = ceremonies.start(ada);
        assertThat(pending.getString("secretGrouped")).matches("([A-Z2-7]{4} ){7}[A-Z2-7]{4}");
        assertThat(pending.getString("secretGrouped").replace(" ", "")).isEqualTo(pending.getString("secret"));

        String file = Api.as(ada.accessToken)
                .accept("text/plain")
                .header("Sallyport-Cookies", "1")
                .header("Origin", "https://app.test")
                .body(Api.body("code", ada.app.codeAt(clock.instant())))
                .post("/v1/me/authenticators/{id}/confirm", ada.authenticatorId)
                .then()
                .statusCode(200)
                .contentType("text/plain")
                .header("Content-Disposition", "attachment; filename=\"recovery-codes.txt\"")
                .header("Cache-Control", "no-store")
                .extract()
                .asString();
        assertThat(file).matches("(([0-9A-Z]{4}-){3}[0-9A-Z]{4}\n){10}");
        Api.verify(
                        people.challengeFor(ada),
                        "recovery_code",
                        file.lines().findFirst().orElseThrow())
                .statusCode(200);
    }

    @Test
    @DisplayName(
            "[E3] [R1] A file without cookies is refused before the code is read: the client would lose its tokens")
    void a_file_needs_cookies() {
        Person ada = people.signedIn();
        ceremonies.start(ada);
        String code = ada.app.codeAt(clock.instant());

        refused(
                Api.as(ada.accessToken)
                        .accept("text/plain")
                        .body(Api.body("code", code))
                        .post("/v1/me/authenticators/{id}/confirm", ada.authenticatorId)
                        .then(),
                406,
                "not-acceptable");

        Api.refresh(ada.refreshToken).statusCode(200);
        Api.as(ada.accessToken)
                .accept("text/plain, application/json;q=0.5")
                .header("Sallyport-Cookies", "1")
                .header("Origin", "https://app.test")
                .body(Api.body("code", code))
                .post("/v1/me/authenticators/{id}/confirm", ada.authenticatorId)
                .then()
                .statusCode(200)
                .cookie("__Host-sallyport-refresh");
    }
}
