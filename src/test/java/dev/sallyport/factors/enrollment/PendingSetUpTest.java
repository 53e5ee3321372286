package dev.sallyport.factors.enrollment;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.signin.verification.EnrollmentTokens;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TotpApp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A set-up belongs to the session that began it. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PendingSetUpTest extends SetUps {

    @Inject
    EnrollmentTokens tokens;

    private static ValidatableResponse rename(String token, String id) {
        return Api.as(token)
                .body(Api.body("name", "Mine"))
                .patch(AUTHENTICATOR, id)
                .then();
    }

    @Test
    @DisplayName("[ENRL-03] [ENRL-06] Another session neither lists, draws, renames, confirms nor removes a set-up")
    void another_session_does_not_see_it() {
        Person ada = people.signedIn();
        String other = ceremonies.anotherSession(ada).getString("accessToken");
        String id = ceremonies.start(ada).getString("id");

        status(other).body("authenticators", empty());
        assertUnknown(other, id, ada.app);
        refused(rename(other, id), 404, "not-found");
        refused(remove(other, id), 404, "not-found");

        status(ada.accessToken).body("authenticators.id", contains(id));
        qrCode(ada.accessToken, id).statusCode(200);
        rename(ada.accessToken, id).statusCode(200).body("status", equalTo("pending"));
        ceremonies.confirm(ada).statusCode(200);
    }

    @Test
    @DisplayName("[ENRL-03] [DISB-04] The same applies to a replacement, and to a second app")
    void a_replacement_is_not_seen_either() {
        Person ada = people.enrolled();
        String other = Api.verify(people.challengeFor(ada), "totp", ada.app.codeAt(clock.instant()))
                .statusCode(200)
                .extract()
                .path("accessToken");
        clock.nextStep();
        for (String replaces : new String[] {ada.authenticatorId, null}) {
            JsonPath pending = Api.as(other)
                    .body(Api.body("name", "Other", "replaces", replaces))
                    .post("/v1/me/authenticators")
                    .then()
                    .statusCode(201)
                    .extract()
                    .jsonPath();
            String id = pending.getString("id");

            status(ada.accessToken).body("authenticators.id", contains(ada.authenticatorId));
            assertUnknown(ada.accessToken, id, new TotpApp(pending.getString("secret")));
            refused(rename(ada.accessToken, id), 404, "not-found");
            refused(remove(ada.accessToken, id), 404, "not-found");
        }
    }

    @Test
    @DisplayName(
            "[ENRL-01] An enrollment token sees what was begun with it, and nothing of another one or of a session")
    void an_enrollment_token_sees_its_own() {
        Person ada = people.signedIn();
        String session = ada.accessToken;
        ada.accessToken = tokens.openFor(ada);
        String another = tokens.openFor(ada);
        String id = ceremonies.start(ada).getString("id");

        for (String token : new String[] {another, session}) {
            status(token).body("authenticators", empty());
            assertUnknown(token, id, ada.app);
        }
        status(ada.accessToken).body("authenticators.id", contains(id));
        ceremonies.confirm(ada).statusCode(200);
    }
}
