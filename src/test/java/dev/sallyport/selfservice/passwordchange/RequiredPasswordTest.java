package dev.sallyport.selfservice.passwordchange;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A new password that a client or an operator requires of one user. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RequiredPasswordTest {

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    Rows rows;

    @Inject
    OperatorPasswords operator;

    static ValidatableResponse require(String user) {
        return Api.asClient().post("/v1/admin/users/{id}/password-change", user).then();
    }

    @Test
    @DisplayName("[ADMN-03] the old password no longer signs in, and what was begun ends")
    void the_password_no_longer_signs_in_and_what_was_begun_ends() {
        Person ada = people.signedIn();
        String challenge = people.challengeFor(ada);
        String code = mailbox.awaitCode(ada.email, 2);

        require(ada.userId).statusCode(204);

        refused(Api.session(ada.accessToken), 401, "not-authenticated");
        Api.refresh(ada.refreshToken).statusCode(400);
        refused(Api.verify(challenge, "email_code", code), 401, "challenge-expired");
        refused(Api.signIn(ada.email, People.PASSWORD, ada.deviceToken), 403, "password-reset-required");
        refused(Api.signIn(ada.email, "not the password 7", null), 401, "invalid-credentials");
        assertThat(rows.number("select count(*) from session where user_id = ?::uuid and ended_at is null", ada.userId))
                .isZero();
        assertThat(rows.number(
                        "select count(*) from trusted_device where user_id = ?::uuid and revoked_at is null",
                        ada.userId))
                .isZero();
        assertThat(rows.text(
                        "select actor_kind from audit_event where user_id = ?::uuid and type = 'password_change_required'",
                        ada.userId))
                .isEqualTo("client");
    }

    @Test
    @DisplayName("[ADMN-03] the mail says why, and its link sets another password than the old one")
    void the_mail_says_why_and_its_link_sets_another_password_than_the_old_one() {
        Person ada = people.enrolled();

        require(ada.userId).statusCode(204);

        String mail = Mailbox.text(mailbox.awaitMailsTo(ada.email, 3).get(2));
        assertThat(mail)
                .contains("You need a new password", "administrators of this service", "/v1/password/reset#sp_pr_")
                .doesNotContain("127.0.0.1");
        String token = mailbox.awaitToken(ada.email, "sp_pr_", 1);
        refused(Api.setPassword(token, People.PASSWORD), 422, "weak-password");
        refused(Api.signIn(ada.email, People.PASSWORD, null), 403, "password-reset-required");
        Api.setPassword(token, People.NEW_PASSWORD).statusCode(204);
        Api.signIn(ada.email, People.NEW_PASSWORD, null).statusCode(200).body("purpose", equalTo("two_factor"));
        refused(Api.setPassword(token, "another lantern 8 orbit"), 410, "gone");
    }

    @Test
    void a_link_that_is_asked_for_later_does_it_too() {
        Person ada = people.newcomer();
        require(ada.userId).statusCode(204);
        mailbox.awaitToken(ada.email, "sp_pr_", 1);

        Api.json()
                .body(Api.body("email", ada.email))
                .post("/v1/password/forgot")
                .then()
                .statusCode(202);

        Api.setPassword(mailbox.awaitToken(ada.email, "sp_pr_", 2), People.NEW_PASSWORD)
                .statusCode(204);
        Api.signIn(ada.email, People.NEW_PASSWORD, null).statusCode(200);
    }

    @Test
    @DisplayName("the link of the mail is valid for a day, as the mail is worth sending")
    void the_link_lives_for_a_day() {
        Person ada = people.newcomer();
        require(ada.userId).statusCode(204);

        assertThat(rows.text(
                        "select expires_at - created_at = interval '1 day' from password_reset where user_id = ?::uuid",
                        ada.userId))
                .isEqualTo("t");
    }

    @Test
    void a_disabled_user_needs_it_once_enabled_and_gets_no_mail() {
        Person ada = people.newMember();
        Api.asClient()
                .body(Api.body("status", "disabled"))
                .patch("/v1/accounts/{a}/users/{u}", ada.accountId, ada.userId)
                .then()
                .statusCode(200);

        require(ada.userId).statusCode(204);

        refused(Api.signIn(ada.email, People.PASSWORD, null), 401, "invalid-credentials");
        assertThat(rows.number("select count(*) from mail_outbox where user_id = ?::uuid", ada.userId))
                .isZero();
        Api.asClient()
                .body(Api.body("status", "active"))
                .patch("/v1/accounts/{a}/users/{u}", ada.accountId, ada.userId)
                .then()
                .statusCode(200);
        refused(Api.signIn(ada.email, People.PASSWORD, null), 403, "password-reset-required");
    }

    @Test
    void without_a_password_or_a_user_nothing_changes() {
        Person second = people.withoutPassword();

        refused(require(second.userId), 409, "conflict");
        refused(require(UUID.randomUUID().toString()), 404, "not-found");

        assertThat(rows.number("select epoch from app_user where id = ?::uuid", second.userId))
                .isZero();
        assertThat(rows.number(
                        "select count(*) from audit_event where user_id = ?::uuid and type = 'password_change_required'",
                        second.userId))
                .isZero();
    }

    @Test
    void an_operator_requires_it_with_a_reason() {
        Person ada = people.signedIn();

        operator.require(UserId.fromString(ada.userId), "Found in a leak");

        refused(Api.session(ada.accessToken), 401, "not-authenticated");
        refused(Api.signIn(ada.email, People.PASSWORD, null), 403, "password-reset-required");
        assertThat(rows.text(
                        "select actor_kind || details::text from audit_event where user_id = ?::uuid"
                                + " and type = 'password_change_required'",
                        ada.userId))
                .contains("operator", "Found in a leak");
    }
}
