package dev.sallyport.selfservice.report;

import static dev.sallyport.testing.Ceremonies.refused;
import static dev.sallyport.testing.PasskeyPage.signInAlone;
import static dev.sallyport.testing.PasskeyPage.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.PasskeyPage;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.SoftAuthenticator;
import dev.sallyport.testing.TotpApp;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Reports of second factors, codes and keys that the user did not add. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReportedFactorsTest extends ReportingUsers {

    @Inject
    PasskeyPage page;

    private static String firstStep(Person user, String password) {
        return Api.signIn(user.email, password, null).statusCode(200).extract().path("challengeToken");
    }

    private TotpApp bind(Person user, String replaces) {
        JsonNode pending = Api.read(Api.as(user.accessToken)
                .body(Api.body("name", "Tablet", "replaces", replaces))
                .post("/v1/me/authenticators")
                .then()
                .statusCode(201));
        TotpApp app = new TotpApp(pending.path("secret").asText());
        user.accessToken = Api.read(
                        Api.confirm(user.accessToken, pending.path("id").asText(), app.codeAt(clock.instant()))
                                .statusCode(200))
                .at("/signIn/accessToken")
                .asText();
        return app;
    }

    @Test
    @DisplayName("[D15] an authenticator that the user did not add is taken away, and the others stay")
    void an_added_authenticator() {
        Person ada = people.enrolled();
        TotpApp foreign = bind(ada, null);
        report(tokenOf(ada, "An authenticator app was added"));
        requiresNewPassword(ada);

        clock.nextStep();
        refused(
                Api.verify(firstStep(ada, People.NEW_PASSWORD), "totp", foreign.codeAt(clock.instant())),
                401,
                "invalid-code");
        String session = Api.verify(firstStep(ada, People.NEW_PASSWORD), "totp", ada.app.codeAt(clock.instant()))
                .statusCode(200)
                .extract()
                .path("accessToken");
        Api.as(session).get("/v1/me/two-factor").then().body("authenticators", hasSize(1));
    }

    @Test
    @DisplayName("[D15] two-factor sign-in that the user did not turn on is off again, codes and paper key with it")
    void two_factor_sign_in_that_was_turned_on() {
        Person ada = people.enrolled();
        report(tokenOf(ada, "Two-factor sign-in is on"));
        requiresNewPassword(ada);
        Api.signIn(ada.email, People.NEW_PASSWORD, null)
                .statusCode(200)
                .body("purpose", equalTo("device_verification"));
        assertThat(rows.number("select count(*) from recovery_code where user_id = ?::uuid", ada.userId))
                .isZero();
        assertThat(rows.number("select count(*) from paper_key where user_id = ?::uuid", ada.userId))
                .isZero();
    }

    @Test
    @DisplayName("[D15] two-factor sign-in that was turned on is off again also where its app was replaced since")
    void what_became_of_the_app() {
        Person ada = people.enrolled();
        bind(ada, ada.authenticatorId);
        report(tokenOf(ada, "Two-factor sign-in is on"));
        requiresNewPassword(ada);
        Api.signIn(ada.email, People.NEW_PASSWORD, null)
                .statusCode(200)
                .body("purpose", equalTo("device_verification"));
    }

    @Test
    @DisplayName("[D15] [R12] a report of an added authenticator turns nothing off if it is the last one now")
    void an_added_authenticator_that_is_the_last() {
        Person ada = people.enrolled();
        String first = ada.authenticatorId;
        TotpApp second = bind(ada, null);
        Api.as(ada.accessToken)
                .delete("/v1/me/authenticators/{id}", first)
                .then()
                .statusCode(204);
        report(tokenOf(ada, "An authenticator app was added"));
        requiresNewPassword(ada);

        clock.nextStep();
        Api.signIn(ada.email, People.NEW_PASSWORD, null).statusCode(200).body("purpose", equalTo("two_factor"));
        refused(
                Api.verify(firstStep(ada, People.NEW_PASSWORD), "totp", second.codeAt(clock.instant())),
                401,
                "invalid-code");
        Api.verify(firstStep(ada, People.NEW_PASSWORD), "recovery_code", ada.recoveryCodes.get(4))
                .statusCode(200);
    }

    @Test
    @DisplayName("[D15] [R12] a replaced authenticator accepts no more codes, and the mailbox alone turns nothing off")
    void a_replaced_authenticator() {
        Person ada = people.enrolled();
        TotpApp foreign = bind(ada, ada.authenticatorId);
        report(tokenOf(ada, "Your authenticator app was replaced"));
        requiresNewPassword(ada);

        clock.nextStep();
        Api.signIn(ada.email, People.NEW_PASSWORD, null).statusCode(200).body("purpose", equalTo("two_factor"));
        refused(
                Api.verify(firstStep(ada, People.NEW_PASSWORD), "totp", foreign.codeAt(clock.instant())),
                401,
                "invalid-code");
        Api.verify(firstStep(ada, People.NEW_PASSWORD), "recovery_code", ada.recoveryCodes.get(3))
                .statusCode(200);
    }

    @Test
    @DisplayName(
            "[D15] [PASK-07] a passkey that may have been copied signs in no more, and one that was added later does")
    void a_copied_passkey() {
        SoftAuthenticator copied = new SoftAuthenticator(SoftAuthenticator.Algorithm.ES256);
        Person ada = page.withPasskey(copied);
        String challenge = people.challengeFor(ada);
        copied.count = 1;
        refused(verify(challenge, copied), 401, "invalid-code");
        copied.count = 40;
        clock.nextStep();
        SoftAuthenticator later = SoftAuthenticator.synced();
        PasskeyPage.add(ada.accessToken, later);

        report(tokenOf(ada, "One of your passkeys may have been copied"));
        requiresNewPassword(ada);

        refused(signInAlone(copied), 401, "invalid-credentials");
        refused(verify(firstStep(ada, People.NEW_PASSWORD), copied), 401, "invalid-code");
        verify(firstStep(ada, People.NEW_PASSWORD), later).statusCode(200);
    }

    @Test
    @DisplayName("[D15] recovery codes and a paper key that the user did not make stop working")
    void new_ways_back() {
        Person ada = people.enrolled();
        List<String> codes = new ArrayList<>();
        Api.read(Api.as(ada.accessToken).post("/v1/me/recovery-codes").then().statusCode(201))
                .path("codes")
                .forEach(code -> codes.add(code.asText()));
        report(tokenOf(ada, "You have new recovery codes"));
        requiresNewPassword(ada);
        refused(Api.verify(firstStep(ada, People.NEW_PASSWORD), "recovery_code", codes.get(0)), 401, "invalid-code");

        Person bob = people.enrolled();
        String key = Api.as(bob.accessToken)
                .post("/v1/me/paper-key")
                .then()
                .statusCode(201)
                .extract()
                .path("paperKey");
        report(tokenOf(bob, "You have a new paper key"));
        requiresNewPassword(bob);
        refused(Api.verify(firstStep(bob, People.NEW_PASSWORD), "paper_key", key), 401, "invalid-code");
    }
}
