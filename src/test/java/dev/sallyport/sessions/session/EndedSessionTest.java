package dev.sallyport.sessions.session;

import static dev.sallyport.testing.Api.body;
import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.HeldUser;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import dev.sallyport.testing.TotpApp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A session that is ended while one of its requests is under way: the request was let in, and must change nothing. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EndedSessionTest {

    private static final String END = "update session set ended_at = now() where user_id = ?";

    @Inject
    People people;

    @Inject
    HeldUser held;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    private void endedDuring(Person person, Supplier<Response> call) throws Exception {
        refused(held.meanwhile(person, END, call).then(), 401, "not-authenticated");
    }

    @Test
    @DisplayName("[RACE-10] [SESS-03] a session that ends while it changes the password changes nothing")
    void the_password_stays() throws Exception {
        Person ada = people.signedIn();
        endedDuring(
                ada,
                () -> Api.as(ada.accessToken)
                        .body(body("currentPassword", People.PASSWORD, "newPassword", People.NEW_PASSWORD))
                        .put("/v1/me/password"));
        Api.signIn(ada.email, People.PASSWORD, null).statusCode(200);
    }

    @Test
    @DisplayName("[RACE-10] [SESS-03] a session that ends while it asks for another email gets no code sent")
    void no_other_email_is_asked_for() throws Exception {
        Person ada = people.signedIn();
        String email = "moved-" + System.nanoTime() + "@example.org";
        endedDuring(
                ada,
                () -> Api.as(ada.accessToken)
                        .body(body("email", email, "password", People.PASSWORD))
                        .put("/v1/me/email"));
        assertThat(rows.number("select count(*) from email_change where user_id = ?::uuid", ada.userId))
                .isZero();
        assertThat(rows.number(
                        "select count(*) from mail_outbox where user_id = ?::uuid and kind = 'email_change'",
                        ada.userId))
                .isZero();
    }

    @Test
    @DisplayName("[RACE-10] [SESS-03] a session that ends while it enters the code for another email moves nothing")
    void the_email_stays() throws Exception {
        Person ada = people.signedIn();
        String email = "moved-" + System.nanoTime() + "@example.org";
        Api.as(ada.accessToken)
                .body(body("email", email, "password", People.PASSWORD))
                .put("/v1/me/email")
                .then()
                .statusCode(202);
        String code = mailbox.awaitCode(email, 1);
        endedDuring(ada, () -> Api.as(ada.accessToken).body(body("code", code)).post("/v1/me/email/confirm"));
        Api.signIn(ada.email, People.PASSWORD, null).statusCode(200);
    }

    @Test
    @DisplayName("[RACE-10] [DISB-03] a session that ends while it disables two-factor sign-in leaves it on")
    void two_factor_sign_in_stays_on() throws Exception {
        Person ada = people.enrolled();
        endedDuring(
                ada,
                () -> Api.as(ada.accessToken)
                        .body(body("password", People.PASSWORD))
                        .post("/v1/me/two-factor/disable"));
        Person bob = people.enrolled();
        String code = bob.recoveryCodes.get(0);
        endedDuring(
                bob,
                () -> Api.as(bob.accessToken)
                        .body(body("password", People.PASSWORD, "method", "recovery_code", "code", code))
                        .post("/v1/me/two-factor/disable"));
        for (Person person : new Person[] {ada, bob}) {
            Api.signIn(person.email, People.PASSWORD, null).statusCode(200).body("purpose", equalTo("two_factor"));
        }
    }

    @Test
    @DisplayName("[RACE-10] a session that ends while it removes an app removes none")
    void an_app_stays() throws Exception {
        Person ada = people.enrolled();
        JsonPath second =
                Api.startEnrollment(ada.accessToken).statusCode(201).extract().jsonPath();
        TotpApp app = new TotpApp(second.getString("secret"));
        ada.accessToken = Api.confirm(ada.accessToken, second.getString("id"), app.codeAt(clock.instant()))
                .statusCode(200)
                .extract()
                .path("signIn.accessToken");
        endedDuring(ada, () -> Api.as(ada.accessToken).delete("/v1/me/authenticators/{id}", second.getString("id")));
        assertThat(rows.number(
                        "select count(*) from totp_authenticator where user_id = ?::uuid and status <> 'pending'",
                        ada.userId))
                .isEqualTo(2);
    }
}
