package dev.sallyport.signin.verification;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A user whose password a backend checks: from the first mail to the end of two-factor sign-in. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WithoutPasswordTest {

    private static final String DISABLE = "/v1/me/two-factor/disable";

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    private static ValidatableResponse add(Person owner, String email, Boolean invite, String password) {
        return Api.asClient()
                .body(Api.body("email", email, "role", "member", "password", password, "invite", invite))
                .post("/v1/accounts/{id}/users", owner.accountId)
                .then();
    }

    private static String newEmail() {
        return "second-step-" + UUID.randomUUID() + "@example.org";
    }

    private static ValidatableResponse open(Person person) {
        return Api.asClient()
                .body(Api.body("userId", person.userId))
                .post("/v1/challenges")
                .then()
                .statusCode(200);
    }

    private static String challenge(Person person) {
        return open(person)
                .body("status", equalTo("challenge_required"))
                .extract()
                .path("challengeToken");
    }

    /** Passes the second step with the code from the first mail. */
    private Person entered() {
        Person ada = people.withoutPassword();
        JsonNode answer = Api.read(Api.verify(challenge(ada), "email_code", mailbox.awaitCode(ada.email, 1))
                .statusCode(200));
        ada.accessToken = answer.path("accessToken").asText();
        return ada;
    }

    private static ValidatableResponse disable(Person person, Object... body) {
        return Api.as(person.accessToken).body(Api.body(body)).post(DISABLE).then();
    }

    private static ValidatableResponse stepUp(Person person, String method, String code) {
        return Api.as(person.accessToken)
                .body(Api.body("method", method, "code", code))
                .post("/v1/me/step-up")
                .then();
    }

    @Test
    @DisplayName("[AUTH-04] a client adds a user without a password, who gets no mail but the code for the second step")
    void a_user_without_a_password() {
        Person ada = entered();

        assertThat(mailbox.mailsTo(ada.email)).hasSize(1);
        assertThat(rows.number("select count(*) from password_credential where user_id = ?::uuid", ada.userId))
                .isZero();
        assertThat(rows.number("select count(*) from invitation where email = ?", ada.email))
                .isZero();
        Api.session(ada.accessToken).statusCode(200).body("user.id", equalTo(ada.userId));
    }

    @Test
    @DisplayName("[AUTH-04] no password is right, and none can be set")
    void no_password_is_right() {
        Person ada = entered();
        refused(Api.signIn(ada.email, People.PASSWORD, null), 401, "invalid-credentials");
        Person other = people.newcomer();
        for (Person person : new Person[] {ada, other}) {
            Api.json()
                    .body(Api.body("email", person.email))
                    .post("/v1/password/forgot")
                    .then()
                    .statusCode(202);
        }
        mailbox.awaitMailsTo(other.email, 1);
        refused(
                Api.as(ada.accessToken)
                        .body(Api.body("currentPassword", People.PASSWORD, "newPassword", "walnut ferry 17 eclipse"))
                        .put("/v1/me/password")
                        .then(),
                401,
                "invalid-credentials");
        mailbox.awaitCode(ada.email, 1);
        assertThat(rows.number("select count(*) from password_reset where user_id = ?::uuid", ada.userId))
                .isZero();
    }

    @Test
    @DisplayName("[AUTH-04] the whole life: set up, sign in, step up, recover, and turn off by a code")
    void the_whole_life() {
        Person ada = people.enroll(entered());

        open(ada)
                .body("purpose", equalTo("two_factor"))
                .body("methods", hasItems("totp", "recovery_code", "paper_key"));
        JsonNode signedIn = Api.read(Api.verify(challenge(ada), "totp", ada.app.codeAt(clock.instant()))
                .statusCode(200));
        ada.accessToken = signedIn.path("accessToken").asText();
        clock.nextStep();
        stepUp(ada, "totp", ada.app.codeAt(clock.instant())).statusCode(200);
        stepUp(ada, "recovery_code", ada.recoveryCodes.get(0)).statusCode(200);
        Api.verify(challenge(ada), "recovery_code", ada.recoveryCodes.get(1)).statusCode(200);
        clock.nextStep();

        refused(disable(ada), 400, "invalid-request").body("errors[0].field", equalTo("code"));
        refused(disable(ada, "password", People.PASSWORD), 401, "invalid-credentials");
        String wrong = ada.app.wrongCodeAt(clock.instant());
        refused(disable(ada, "method", "totp", "code", wrong), 401, "invalid-code");
        disable(ada, "method", "totp", "code", ada.app.codeAt(clock.instant())).statusCode(204);
        open(ada).body("purpose", equalTo("device_verification"));
    }

    @Test
    @DisplayName("[AUTH-04] without a factor a step-up is by the code from a mail")
    void a_step_up_by_mail() {
        Person ada = entered();
        clock.advance(Duration.ofSeconds(31));
        Api.as(ada.accessToken).post("/v1/me/step-up/email").then().statusCode(202);
        stepUp(ada, "email_code", mailbox.awaitCode(ada.email, 2)).statusCode(200);
    }

    @Test
    @DisplayName("[PAPR-01] the paper key removes the factors, and the second step is a code by email again")
    void the_paper_key() {
        Person ada = people.enroll(entered());
        Api.verify(challenge(ada), "paper_key", ada.paperKey).statusCode(200);
        open(ada).body("purpose", equalTo("device_verification"));
    }

    @Test
    @DisplayName("[DISB-01] a user who has a password gives it, whatever session and code there are")
    void a_password_that_is_there_is_needed() {
        Person ada = people.enrolled();
        refused(disable(ada, "method", "totp", "code", ada.app.codeAt(clock.instant())), 400, "invalid-request")
                .body("errors[0].field", equalTo("password"));
        refused(disable(ada), 400, "invalid-request");
    }

    @Test
    @DisplayName("[AUTH-04] only a client adds such a user, for an unused address, and not together with a password")
    void who_may_add_one() {
        Person owner = people.signedIn();
        String email = newEmail();
        refused(
                Api.as(owner.accessToken)
                        .body(Api.body("email", email, "role", "member", "invite", false))
                        .post("/v1/accounts/{id}/users", owner.accountId)
                        .then(),
                403,
                "forbidden");
        refused(add(owner, owner.email, false, null), 409, "email-taken");
        refused(add(owner, email, true, People.PASSWORD), 400, "invalid-request")
                .body("errors[0].field", equalTo("invite"));
        assertThat(rows.number("select count(*) from app_user where email = ?", email))
                .isZero();
        add(owner, email, false, People.PASSWORD).statusCode(201).body("status", equalTo("active"));
        Api.signIn(email, People.PASSWORD, null).statusCode(200);
        add(owner, newEmail(), true, null).statusCode(201).body("status", equalTo("invited"));
        add(owner, newEmail(), null, null).statusCode(201).body("status", equalTo("invited"));
    }
}
