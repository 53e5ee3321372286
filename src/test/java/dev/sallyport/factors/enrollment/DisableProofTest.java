package dev.sallyport.factors.enrollment;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.security.token.AssuranceLevel;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What a caller must prove to disable two-factor sign-in. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DisableProofTest extends DisabledUsers {

    private static final String WRONG_PASSWORD = "walnut ferry 17 eclipse";

    @Test
    @DisplayName("[DISB-01] [X1] No session, an old or weak one, a wrong password or code: two-factor sign-in stays on")
    void missing_and_wrong_proofs_disable_nothing() {
        Person ada = people.enrolled();
        String code = ada.app.codeAt(clock.instant());
        String wrong = ada.app.wrongCodeAt(clock.instant());
        String old = tokens.issue(ada, AssuranceLevel.TWO_FACTOR, 601);
        String weak = tokens.issue(ada, AssuranceLevel.ONE_FACTOR, 0);

        Api.json()
                .body(Api.body("password", People.PASSWORD))
                .post(DISABLE)
                .then()
                .statusCode(401);
        disable(people.challengeFor(ada), People.PASSWORD, "totp", code).statusCode(401);
        disable(ada.refreshToken, People.PASSWORD, "totp", code).statusCode(401);
        disable(ada.deviceToken, People.PASSWORD, "totp", code).statusCode(401);
        for (String token : List.of(old, weak)) {
            refused(disable(token, People.PASSWORD, null, null), 401, "step-up-required");
            refused(disable(token, People.PASSWORD, "totp", null), 401, "step-up-required");
            refused(disable(token, People.PASSWORD, "totp", wrong), 401, "invalid-code");
            refused(disable(token, WRONG_PASSWORD, "totp", code), 401, "invalid-credentials");
            refused(disable(token, People.PASSWORD, "email_code", code), 400, "invalid-request");
            refused(disable(token, People.PASSWORD, "totp", "12345"), 400, "invalid-request");
            refused(disable(token, People.PASSWORD, null, code), 400, "invalid-request");
            refused(disable(token, null, "totp", code), 400, "invalid-request");
        }
        refused(disable(ada.accessToken, WRONG_PASSWORD, null, null), 401, "invalid-credentials");
        refused(disable(ada.accessToken, People.PASSWORD, "totp", wrong), 401, "invalid-code");
        assertOn(ada);
        Api.verify(people.challengeFor(ada), "totp", code).statusCode(200);
    }

    @Test
    @DisplayName("[DISB-01] Ten wrong codes lock the second step here too, and the user gets a mail")
    void wrong_codes_lock() {
        Person ada = people.enrolled();
        String wrong = ada.app.wrongCodeAt(clock.instant());
        for (int tried = 0; tried < 10; tried++) {
            refused(disable(ada.accessToken, People.PASSWORD, "totp", wrong), 401, "invalid-code");
        }
        String right = ada.app.codeAt(clock.instant());
        refused(disable(ada.accessToken, People.PASSWORD, "totp", right), 429, "too-many-attempts");
        refused(Api.verify(people.challengeFor(ada), "totp", right), 429, "too-many-attempts");
        assertOn(ada);
        mailbox.awaitMail(ada.email, "Too many wrong codes");
        assertThat(mailbox.mailsTo(ada.email))
                .filteredOn(mail -> Mailbox.text(mail).contains("too many wrong codes"))
                .hasSize(1);
    }

    @Test
    @DisplayName("[DISB-01] Ten wrong passwords are the last that are looked at")
    void wrong_passwords_are_throttled() {
        Person ada = people.enrolled();
        for (int tried = 0; tried < 10; tried++) {
            refused(disable(ada.accessToken, WRONG_PASSWORD, null, null), 401, "invalid-credentials");
        }
        refused(disable(ada.accessToken, People.PASSWORD, null, null), 429, "too-many-attempts");
        assertOn(ada);
    }
}
