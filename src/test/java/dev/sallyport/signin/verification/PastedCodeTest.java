package dev.sallyport.signin.verification;

import static dev.sallyport.testing.Ceremonies.refused;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Every place that takes a code takes it as people paste it. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PastedCodeTest {

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    /** In Arabic digits behind a byte order mark, divided by a dash that is none, with a line end. */
    private static String pasted(String code) {
        String digits = code.chars()
                .mapToObj(digit -> String.valueOf((char) ('\u0660' + digit - '0')))
                .collect(Collectors.joining());
        return "\ufeff" + digits.substring(0, 3) + "\u2011" + digits.substring(3) + "\u00a0\r\n";
    }

    /** In full-width letters and narrow spaces, one character a line: longer than any code. */
    private static String spread(String key) {
        return key.chars()
                .mapToObj(each -> Character.toString(each == '-' ? '\u2212' : each - '!' + '\uff01'))
                .collect(Collectors.joining("\u202f\r\n"));
    }

    private static ValidatableResponse post(Person person, String path, Object... body) {
        return Api.as(person.accessToken).body(Api.body(body)).post(path).then();
    }

    @Test
    @DisplayName("[TOTP-05] [V15] An app's code is read as pasted at sign-in, step-up, disabling and by a backend")
    void codes_of_an_app() {
        Person ada = people.enrolled();
        String challenge = people.challengeFor(ada);
        refused(Api.verify(challenge, "totp", "G-" + ada.app.codeAt(clock.instant())), 400, "invalid-request");
        Api.verify(challenge, "totp", pasted(ada.app.codeAt(clock.instant()))).statusCode(200);
        clock.nextStep();
        post(ada, "/v1/me/step-up", "method", "totp", "code", pasted(ada.app.codeAt(clock.instant())))
                .statusCode(200);
        clock.nextStep();
        Api.asClient()
                .body(Api.body("userId", ada.userId, "code", pasted(ada.app.codeAt(clock.instant()))))
                .post("/v1/challenges/totp-check")
                .then()
                .statusCode(204);
        clock.nextStep();
        String code = pasted(ada.app.codeAt(clock.instant()));
        post(ada, "/v1/me/two-factor/disable", "password", People.PASSWORD, "method", "totp", "code", code)
                .statusCode(204);
    }

    @Test
    @DisplayName("[TOTP-05] [V15] The code that confirms a set-up is read as pasted")
    void a_confirming_code() {
        Person ada = people.signedIn();
        ceremonies.start(ada);
        Api.confirm(ada.accessToken, ada.authenticatorId, pasted(ada.app.codeAt(clock.instant())))
                .statusCode(200);
    }

    @Test
    @DisplayName("[MAIL-02] [V15] Mailed codes are read as pasted at sign-in, step-up and the change of an address")
    void mailed_codes() {
        Person ada = people.newcomer();
        String challenge = people.challengeFor(ada);
        ada.accessToken = Api.verify(challenge, "email_code", pasted(mailbox.awaitCode(ada.email, 1)))
                .statusCode(200)
                .extract()
                .path("accessToken");
        clock.advance(Duration.ofSeconds(31));
        Api.as(ada.accessToken).post("/v1/me/step-up/email").then().statusCode(202);
        post(ada, "/v1/me/step-up", "method", "email_code", "code", pasted(mailbox.awaitCode(ada.email, 2)))
                .statusCode(200);
        String moved = "pasted-" + System.nanoTime() + "@example.org";
        Api.as(ada.accessToken)
                .body(Api.body("email", moved, "password", People.PASSWORD))
                .put("/v1/me/email")
                .then()
                .statusCode(202);
        post(ada, "/v1/me/email/confirm", "code", pasted(mailbox.awaitCode(moved, 1)))
                .statusCode(204);
    }

    @Test
    @DisplayName("[RECV-05] [PAPR-01] A recovery code and a paper key are read as pasted, however they are spread")
    void keys() {
        Person ada = people.enrolled();
        Api.verify(people.challengeFor(ada), "recovery_code", spread(ada.recoveryCodes.get(0)))
                .statusCode(200);
        Api.verify(people.challengeFor(ada), "paper_key", spread(ada.paperKey)).statusCode(200);
    }
}
