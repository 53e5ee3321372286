package dev.sallyport.factors.enrollment;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.sallyport.signin.verification.EnrollmentTokens;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.HeldUser;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What the token of an enforced set-up opens: the enrollment calls, once, and nothing else. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EnrollmentTokenTest {

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    @Inject
    EnrollmentTokens tokens;

    @Inject
    HeldUser held;

    @Test
    @DisplayName("[ENRL-01] An enrollment token opens the enrollment calls, and confirming gives a new 2fa session")
    void it_leads_to_a_session() {
        Person ada = people.newcomer();
        ada.accessToken = tokens.openFor(ada);
        Api.as(ada.accessToken).get("/v1/me/two-factor").then().statusCode(200).body("enabled", equalTo(false));
        String id = ceremonies.start(ada).getString("id");
        Api.as(ada.accessToken).get("/v1/me/authenticators/{id}/qr", id).then().statusCode(200);

        JsonPath answer = ceremonies
                .confirm(ada)
                .statusCode(200)
                .body("recoveryCodes", hasSize(10))
                .extract()
                .jsonPath();

        Api.session(answer.getString("signIn.accessToken"))
                .statusCode(200)
                .body("id", equalTo(answer.getString("signIn.sessionId")))
                .body("acr", equalTo("2fa"));
        assertThat(rows.number("select count(*) from session where user_id = ?::uuid", ada.userId))
                .isOne();
    }

    @Test
    @DisplayName("[ENRL-01] The confirmation closes the token: it neither starts, confirms, shows nor lists again")
    void it_is_closed_by_the_confirmation() {
        Person ada = people.newcomer();
        ada.accessToken = tokens.openFor(ada);
        String another = tokens.openFor(ada);
        ceremonies.start(ada);
        ceremonies.confirm(ada).statusCode(200);

        for (String token : new String[] {ada.accessToken, another}) {
            refused(Api.startEnrollment(token), 401, "not-authenticated");
            refused(Api.confirm(token, ada.authenticatorId, "123456"), 401, "not-authenticated");
            refused(Api.as(token).get("/v1/me/two-factor").then(), 401, "not-authenticated");
        }
    }

    @Test
    @DisplayName("[ENRL-01] [AUTH-05] A token that is voided while its code is verified binds nothing")
    void it_is_voided_half_way() throws Exception {
        Person ada = people.newcomer();
        ada.accessToken = tokens.openFor(ada);
        ceremonies.start(ada);

        ValidatableResponse answer = held.meanwhile(
                        ada,
                        "update app_user set epoch = epoch + 1 where id = ?::uuid",
                        () -> ceremonies.confirm(ada).extract().response())
                .then();

        refused(answer, 401, "not-authenticated");
        assertThat(rows.number(
                        "select count(*) from totp_authenticator where status = 'active' and user_id = ?::uuid",
                        ada.userId))
                .isZero();
        assertThat(rows.number("select count(*) from session where user_id = ?::uuid", ada.userId))
                .isZero();
    }

    @Test
    @DisplayName("[ENRL-01] [POLI-04] An enrollment token is no session, no challenge, no device and no refresh token")
    void it_opens_nothing_else() {
        Person ada = people.signedIn();
        String token = tokens.openFor(ada);

        refused(Api.session(token), 403, "forbidden");
        refused(Api.as(token).get("/v1/me").then(), 403, "forbidden");
        refused(
                Api.as(token)
                        .body(Api.body("email", "x@example.org", "role", "owner"))
                        .post("/v1/accounts/{id}/users", ada.accountId)
                        .then(),
                403,
                "forbidden");
        refused(
                Api.as(token)
                        .body(Api.body("name", "Acme"))
                        .post("/v1/accounts")
                        .then(),
                403,
                "forbidden");
        refused(Api.verify(token, "totp", "123456"), 401, "challenge-expired");
        refused(Api.verify(token, "email_code", "123456"), 401, "challenge-expired");
        refused(Api.resend(token), 401, "challenge-expired");
        Api.signIn(ada.email, People.PASSWORD, token).body("status", equalTo("challenge_required"));
    }

    @Test
    @DisplayName("[ENRL-01] [POLI-04] It lives ten minutes, and ends when the user sets up an app in another way")
    void it_ends() {
        Person late = people.newcomer();
        String token = tokens.openFor(late);
        clock.advance(Duration.ofMinutes(10).minusSeconds(1));
        Api.startEnrollment(token).statusCode(201);
        clock.advance(Duration.ofSeconds(1));
        refused(Api.startEnrollment(token), 401, "not-authenticated");

        Person ada = people.signedIn();
        String voided = tokens.openFor(ada);
        ceremonies.start(ada);
        ceremonies.confirm(ada).statusCode(200);
        refused(Api.startEnrollment(voided), 401, "not-authenticated");
    }

    @Test
    @DisplayName("[ENRL-01] A changed or cut token is refused")
    void a_changed_token_opens_nothing() {
        Person ada = people.newcomer();
        String token = tokens.openFor(ada);
        char last = token.charAt(token.length() - 2);
        String changed =
                token.substring(0, token.length() - 2) + (last == 'A' ? 'B' : 'A') + token.charAt(token.length() - 1);

        for (String forged : new String[] {changed, token.substring(0, token.length() - 1), token + "A", "sp_en_"}) {
            refused(Api.startEnrollment(forged), 401, "not-authenticated");
        }
        Api.startEnrollment(token).statusCode(201);
    }
}
