package dev.sallyport.factors.enrollment;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.HeldUser;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TotpApp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What ends a set-up that waits for its code. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EndedSetUpTest extends SetUps {

    @Inject
    Mailbox mailbox;

    @Inject
    HeldUser held;

    @Inject
    Rows rows;

    @Test
    @DisplayName("[ENRL-04] A start in another session voids the set-up, and neither session sees the other's")
    void a_start_elsewhere_voids_it() {
        Person ada = people.signedIn();
        String first = ada.accessToken;
        TotpApp app = new TotpApp(ceremonies.start(ada).getString("secret"));
        String voided = ada.authenticatorId;
        String second = ceremonies.anotherSession(ada).getString("accessToken");
        ada.accessToken = second;
        ceremonies.start(ada);

        refused(Api.confirm(first, voided, app.codeAt(clock.instant())), 410, "enrollment-expired");
        refused(qrCode(first, voided), 410, "gone");
        assertUnknown(second, voided, app);
        assertUnknown(first, ada.authenticatorId, ada.app);
        ceremonies.confirm(ada).statusCode(200);
    }

    @Test
    @DisplayName("[ENRL-03] [SESS-03] [PAPR-01] A reset of the password ends a thief's set-up, and its paper key too")
    void a_reset_of_the_password_ends_it() {
        Person ada = people.signedIn();
        String id = ceremonies.start(ada).getString("id");
        TotpApp thiefs = ada.app;
        String paperKey = ada.paperKey;
        Api.json()
                .body(Api.body("email", ada.email))
                .post("/v1/password/forgot")
                .then()
                .statusCode(202);
        String link = mailbox.awaitToken(ada.email, "sp_pr_", 1);
        Api.setPassword(link, People.NEW_PASSWORD).statusCode(204);

        String challenge = Api.signIn(ada.email, People.NEW_PASSWORD, null)
                .statusCode(200)
                .extract()
                .path("challengeToken");
        ada.accessToken = Api.verify(challenge, "email_code", mailbox.awaitCode(ada.email, 2))
                .statusCode(200)
                .extract()
                .path("accessToken");
        status(ada.accessToken).body("authenticators", empty());
        assertUnknown(ada.accessToken, id, thiefs);
        ceremonies.enroll(ada);
        clock.nextStep();
        String next = Api.signIn(ada.email, People.NEW_PASSWORD, null)
                .statusCode(200)
                .extract()
                .path("challengeToken");
        refused(Api.verify(next, "paper_key", paperKey), 401, "invalid-code");
        refused(Api.verify(next, "totp", thiefs.codeAt(clock.instant())), 401, "invalid-code");
    }

    @Test
    @DisplayName("[ENRL-03] [SESS-03] It ends with each new epoch, also in the session that continues")
    void a_new_epoch_ends_it() {
        Person ada = people.signedIn();
        String id = ceremonies.start(ada).getString("id");
        Api.as(ada.accessToken)
                .body(Api.body("currentPassword", People.PASSWORD, "newPassword", People.NEW_PASSWORD))
                .put("/v1/me/password")
                .then()
                .statusCode(204);

        status(ada.accessToken).body("authenticators", empty());
        refused(qrCode(ada.accessToken, id), 410, "gone");
        refused(ceremonies.confirm(ada), 410, "enrollment-expired");

        Person bob = people.signedIn();
        ceremonies.start(bob);
        Api.as(bob.accessToken).delete("/v1/me/sessions").then().statusCode(204);
        refused(ceremonies.confirm(bob), 410, "enrollment-expired");
    }

    @Test
    @DisplayName("[ENRL-03] [SESS-01] It ends with its session: signed out, ended by the user or by an owner")
    void it_ends_with_its_session() {
        Person ada = people.signedIn();
        String thiefs = ceremonies.anotherSession(ada).getString("accessToken");
        String owners = ada.accessToken;
        ada.accessToken = thiefs;
        String id = ceremonies.start(ada).getString("id");

        Api.as(thiefs).post("/v1/sign-out").then().statusCode(204);

        refused(ceremonies.confirm(ada), 401, "not-authenticated");
        status(owners).body("authenticators", empty());
        assertUnknown(owners, id, ada.app);
        ada.accessToken = owners;
        ceremonies.enroll(ada);
    }

    @Test
    @DisplayName("[ENRL-09] [AUTH-05] An epoch that begins while the code is verified leaves the set-up unconfirmed")
    void an_epoch_half_way() throws Exception {
        Person ada = people.signedIn();
        ceremonies.start(ada);

        // As a change of the password in the same session does: it continues in the new epoch.
        String carried = "with next as (update app_user set epoch = epoch + 1 where id = ? returning id, epoch)"
                + " update session s set epoch = next.epoch from next where s.user_id = next.id";
        ValidatableResponse answer = held.meanwhile(
                        ada, carried, () -> ceremonies.confirm(ada).extract().response())
                .then();

        refused(answer, 410, "enrollment-expired");
        assertThat(rows.number(
                        "select count(*) from totp_authenticator where status = 'active' and user_id = ?::uuid",
                        ada.userId))
                .isZero();
    }

    @Test
    @DisplayName("[PAPR-01] Who removes a set-up leaves nothing of it behind, nor of the paper key that was offered")
    void breaking_off_leaves_nothing() {
        Person ada = people.signedIn();
        String id = ceremonies.start(ada).getString("id");

        remove(ada.accessToken, id).statusCode(204);

        assertThat(rows.number("select count(*) from totp_authenticator where user_id = ?::uuid", ada.userId))
                .isZero();
        assertThat(rows.number("select count(*) from paper_key where user_id = ?::uuid", ada.userId))
                .isZero();
        refused(ceremonies.confirm(ada), 404, "not-found");
    }
}
