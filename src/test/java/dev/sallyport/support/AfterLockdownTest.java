package dev.sallyport.support;

import static dev.sallyport.testing.Ceremonies.refused;
import static dev.sallyport.testing.PasskeyPage.signInAlone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.PasskeyPage;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.SoftAuthenticator;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What lets a user in after a lockdown was lifted, and what an intruder has added before it. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AfterLockdownTest {

    @Inject
    People people;

    @Inject
    PasskeyPage page;

    @Inject
    SupportDesk desk;

    @Inject
    OperatorSupport operator;

    @Inject
    Mailbox mailbox;

    @Inject
    Rows rows;

    private static ValidatableResponse challenge(Person person) {
        return Api.asClient()
                .body(Api.body("userId", person.userId))
                .post("/v1/challenges")
                .then();
    }

    private static ValidatableResponse check(Person person) {
        return Api.asClient()
                .body(Api.body("userId", person.userId, "code", "492039"))
                .post("/v1/challenges/totp-check")
                .then();
    }

    /** What the mailed link does: it sets a password. */
    private ValidatableResponse setPassword(Person person, int mails) {
        return Api.setPassword(mailbox.awaitToken(person.email, "sp_pr_", mails), People.NEW_PASSWORD);
    }

    @Test
    @DisplayName("[LOCK-05] a passkey signs in after a lockdown only once a mailed link has set a new password")
    void a_passkey_waits_for_the_new_password() {
        SoftAuthenticator key = SoftAuthenticator.synced();
        Person ada = page.withPasskey(key);
        Person agent = desk.agent();
        Api.as(ada.accessToken).post("/v1/me/lockdown").then().statusCode(204);
        refused(signInAlone(key), 401, "invalid-credentials");

        SupportDesk.lift(agent, ada);

        refused(signInAlone(key), 403, "password-reset-required");
        refused(Api.signIn(ada.email, People.PASSWORD, null), 403, "password-reset-required");
        assertThat(rows.text(
                        "select details ->> 'step' from audit_event where user_id = ?::uuid and type = 'authn_login_fail'"
                                + " order by id desc offset 1 limit 1",
                        ada.userId))
                .isEqualTo("after_lockdown");
        setPassword(ada, 1).statusCode(204);
        signInAlone(key).statusCode(200).body("user.id", equalTo(ada.userId));
    }

    @Test
    @DisplayName("[LOCK-05] an ordinary required change of password leaves passkeys alone")
    void a_required_change_is_not_a_lockdown() {
        SoftAuthenticator key = SoftAuthenticator.synced();
        Person ada = page.withPasskey(key);
        Api.asClient()
                .post("/v1/admin/users/{id}/password-change", ada.userId)
                .then()
                .statusCode(204);

        signInAlone(key).statusCode(200);
    }

    @Test
    @DisplayName(
            "[LOCK-06] an agent resets a user who is locked down, so that the intruder's passkey is gone before the lift")
    void an_agent_cleans_up_first() {
        SoftAuthenticator key = SoftAuthenticator.synced();
        Person ada = page.withPasskey(people.signedIn(people.newMember()), key);
        Person agent = desk.agent();
        SupportDesk.lockDown(agent, ada);

        SupportDesk.reset(agent.accessToken, ada.userId).statusCode(200).body("status", equalTo("executed"));

        assertThat(rows.text("select status from app_user where id = ?::uuid", ada.userId))
                .isEqualTo("disabled");
        SupportDesk.lift(agent, ada);
        refused(signInAlone(key), 401, "invalid-credentials");
        setPassword(ada, 1).statusCode(204);
        refused(signInAlone(key), 401, "invalid-credentials");
        Api.signIn(ada.email, People.NEW_PASSWORD, null)
                .statusCode(200)
                .body("purpose", equalTo("device_verification"));
    }

    @Test
    @DisplayName("[LOCK-06] an operator resets a user who is locked down; no other disabled user is reset")
    void an_operator_cleans_up_first() {
        Person ada = people.enrolled();
        Person other = people.enrolled();
        SupportDesk.lockDown(desk.agent(), ada);
        rows.change("update app_user set status = 'disabled' where id = ?::uuid", other.userId);

        operator.reset(UserId.fromString(ada.userId), SupportDesk.REASON);

        assertThat(desk.hasTwoFactor(ada)).isFalse();
        UserId disabled = UserId.fromString(other.userId);
        assertThatThrownBy(() -> operator.reset(disabled, SupportDesk.REASON)).isInstanceOf(ProblemException.class);
        assertThat(desk.hasTwoFactor(other)).isTrue();
    }

    @Test
    @DisplayName("[LOCK-06] an agent gives no access code to a user who is locked down")
    void no_access_code() {
        Person ada = people.enrolled(people.newMember());
        Person agent = desk.agent();
        SupportDesk.lockDown(agent, ada);

        refused(
                Api.as(agent.accessToken)
                        .body(Api.body("reason", SupportDesk.REASON, "identityCheck", "video_call"))
                        .post("/v1/support/users/{id}/access-code", ada.userId)
                        .then(),
                404,
                "not-found");
    }

    @Test
    @DisplayName(
            "[LOCK-05] a backend's user sets a first password by the link, and is then let in by the backend again")
    void a_user_without_a_password() {
        Person ada = people.withoutPassword();
        Person agent = desk.agent();
        challenge(ada).statusCode(200);
        SupportDesk.lockDown(agent, ada);
        refused(challenge(ada), 404, "not-found");

        SupportDesk.lift(agent, ada);

        refused(challenge(ada), 403, "password-reset-required");
        refused(check(ada), 403, "password-reset-required");
        setPassword(ada, 1).statusCode(204);
        challenge(ada).statusCode(200).body("status", equalTo("challenge_required"));
        refused(check(ada), 409, "conflict");
        assertThat(rows.text("select passwordless::text from membership where user_id = ?::uuid", ada.userId))
                .isEqualTo("false");
        Api.signIn(ada.email, People.NEW_PASSWORD, null).statusCode(200);
    }

    @Test
    @DisplayName("[LOCK-05] a forgotten link is mailed again, also without a password, and an older one is void")
    void a_second_link() {
        Person ada = people.withoutPassword();
        Person agent = desk.agent();
        SupportDesk.lockDown(agent, ada);
        SupportDesk.lift(agent, ada);
        mailbox.awaitToken(ada.email, "sp_pr_", 1);

        Api.json()
                .body(Api.body("email", ada.email))
                .post("/v1/password/forgot")
                .then()
                .statusCode(202);

        setPassword(ada, 2).statusCode(204);
        refused(setPassword(ada, 2), 410, "gone");
        challenge(ada).statusCode(200);
    }
}
