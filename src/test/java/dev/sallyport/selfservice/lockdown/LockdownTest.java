package dev.sallyport.selfservice.lockdown;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Challenged;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Users who lock themselves down. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LockdownTest {

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    private static ValidatableResponse lockDown(Person person) {
        return Api.as(person.accessToken).post("/v1/me/lockdown").then();
    }

    private static ValidatableResponse enable(RequestSpecification caller, Person owner, Person member) {
        return caller.body(Api.body("status", "active"))
                .patch("/v1/accounts/{id}/users/{user}", owner.accountId, member.userId)
                .then();
    }

    /** Without the id of the request. */
    private static JsonNode body(ValidatableResponse answer) {
        return ((ObjectNode) Api.read(answer)).without("instance");
    }

    @Test
    @DisplayName(
            "[LOCK-01] a lockdown ends sessions, devices and challenges at once, and sign-in answers as for a wrong password")
    void everything_ends() {
        Person ada = people.enrolled();
        String challenge = people.challengeFor(ada);

        lockDown(ada).statusCode(204);

        Api.introspect(ada.accessToken).statusCode(200).body("active", equalTo(false));
        Api.session(ada.accessToken).statusCode(401);
        Api.refresh(ada.refreshToken).statusCode(400).body("error", equalTo("invalid_grant"));
        refused(Api.verify(challenge, "totp", ada.app.codeAt(clock.instant())), 401, "challenge-expired");
        assertThat(rows.number(
                        "select count(*) from trusted_device where user_id = ?::uuid and revoked_at is null",
                        ada.userId))
                .isZero();
        ValidatableResponse right = refused(Api.signIn(ada.email, People.PASSWORD, null), 401, "invalid-credentials");
        ValidatableResponse wrong =
                refused(Api.signIn(ada.email, "a wrong password", null), 401, "invalid-credentials");
        assertThat(body(right)).isEqualTo(body(wrong));
        mailbox.awaitMail(ada.email, "Your sign-in is locked");
        assertThat(rows.auditsOf(ada, "user_locked_down")).isOne();
        assertThat(rows.number(
                        "select count(*) from password_credential where user_id = ?::uuid and reset_required_at is not null",
                        ada.userId))
                .as("so that no export has the password")
                .isOne();
    }

    @Test
    @DisplayName("[LOCK-02] no owner, client, invitation or link opens a user who is locked down")
    void nothing_else_opens_it() {
        Person owner = people.enrolled();
        Person ada = people.signedIn(people.memberOf(owner, "member"));
        lockDown(ada).statusCode(204);

        refused(enable(Api.as(owner.accessToken), owner, ada), 409, "conflict");
        refused(enable(Api.asClient(), owner, ada), 409, "conflict");
        Api.json()
                .body(Api.body("email", ada.email))
                .post("/v1/password/forgot")
                .then()
                .statusCode(202);
        Api.as(owner.accessToken)
                .delete("/v1/accounts/{id}/users/{user}", owner.accountId, ada.userId)
                .then()
                .statusCode(204);
        Api.as(owner.accessToken)
                .body(Api.body("email", ada.email, "role", "member"))
                .post("/v1/accounts/{id}/users", owner.accountId)
                .then()
                .statusCode(201);
        String invitation = mailbox.awaitToken(ada.email, "sp_in_", 1);
        refused(
                Api.json()
                        .body(Api.body("token", invitation))
                        .post("/v1/invitations/accept")
                        .then(),
                410,
                "gone");

        assertThat(rows.text("select status from app_user where id = ?::uuid", ada.userId))
                .isEqualTo("disabled");
        assertThat(rows.number("select count(*) from password_reset where user_id = ?::uuid", ada.userId))
                .isZero();
    }

    @Test
    @DisplayName("[LOCK-03] an erasure that waits is cancelled: its user could not do so any longer")
    void the_erasure() {
        Person ada = people.signedIn(people.newMember());
        Api.as(ada.accessToken).post("/v1/me/erasure").then().statusCode(202);

        lockDown(ada).statusCode(204);

        assertThat(rows.number("select count(*) from user_erasure where user_id = ?::uuid", ada.userId))
                .isZero();
    }

    @Test
    @DisplayName("[LOCK-01] the link in a security mail locks down too, where its holder asks for it")
    void by_the_link_in_a_mail() {
        Person ada = people.enrolled(people.newMember());
        String token = mailbox.awaitToken(ada.email, "sp_nd_", 1);

        Api.json()
                .body(Api.body("token", token, "lockdown", true))
                .post("/v1/report")
                .then()
                .statusCode(204);

        assertThat(rows.number(
                        "select count(*) from app_user where id = ?::uuid and locked_down_at is not null", ada.userId))
                .isOne();
        refused(Api.signIn(ada.email, People.PASSWORD, null), 401, "invalid-credentials");
        mailbox.awaitMail(ada.email, "Your sign-in is locked");
        assertThat(rows.auditsOf(ada, "user_locked_down")).isOne();
    }

    @Test
    void it_takes_a_recent_proof() {
        Person ada = people.signedIn();
        clock.advance(Duration.ofMinutes(11));
        String stale = Api.refresh(ada.refreshToken).extract().path("access_token");

        Challenged.askedToStepUp(Api.as(stale).post("/v1/me/lockdown").then(), "1fa");
    }
}
