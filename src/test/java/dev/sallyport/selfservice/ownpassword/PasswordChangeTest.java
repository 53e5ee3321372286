package dev.sallyport.selfservice.ownpassword;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PasswordChangeTest {

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    private static ValidatableResponse change(String token, String current, String fresh) {
        return Api.as(token)
                .body(Api.body("currentPassword", current, "newPassword", fresh))
                .put("/v1/me/password")
                .then();
    }

    @Test
    @DisplayName("[SESS-03] a change needs the present password; ten wrong ones block this operation, and no other")
    void the_present_password_is_needed() {
        Person ada = people.signedIn();
        refused(change(ada.accessToken, null, People.NEW_PASSWORD), 400, "invalid-request");
        for (int tried = 0; tried < 10; tried++) {
            refused(change(ada.accessToken, "wrong horse battery", People.NEW_PASSWORD), 401, "invalid-credentials");
        }
        refused(change(ada.accessToken, People.PASSWORD, People.NEW_PASSWORD), 429, "too-many-attempts");
        ceremonies.signInAgain(ada);

        clock.advance(Duration.ofMinutes(15));
        ceremonies.signInAgain(ada);
        change(ada.accessToken, People.PASSWORD, People.NEW_PASSWORD).statusCode(204);
    }

    @Test
    @DisplayName("[SESS-03] a change needs a recent session, of level 2fa where the user has it")
    void a_recent_and_strong_session_is_needed() {
        Person ada = people.signedIn();
        String weak = ceremonies.anotherSession(ada).getString("accessToken");
        ceremonies.start(ada);
        Api.as(ada.accessToken)
                .body(Api.body("code", ada.app.codeAt(clock.instant()), "endOtherSessions", false))
                .post("/v1/me/authenticators/{id}/confirm", ada.authenticatorId)
                .then()
                .statusCode(200);
        refused(change(weak, People.PASSWORD, People.NEW_PASSWORD), 401, "step-up-required");
        assertThat(rows.auditsOf(ada, "authn_password_change")).isZero();
    }

    @Test
    @DisplayName(
            "[SESS-03] [V13] [D11] a change ends other sessions, devices, challenges and codes; its own session stays")
    void everything_begun_before_is_void() throws MessagingException {
        Person ada = people.signedIn();
        String other = ceremonies.anotherSession(ada).getString("accessToken");
        String challenge = people.challengeFor(ada);
        String code = mailbox.awaitCode(ada.email, 2);

        change(ada.accessToken, People.PASSWORD, People.NEW_PASSWORD).statusCode(204);

        refused(Api.session(other), 401, "not-authenticated");
        Api.session(ada.accessToken).statusCode(200);
        refused(Api.verify(challenge, "email_code", code), 401, "challenge-expired");
        refused(Api.signIn(ada.email, People.PASSWORD, ada.deviceToken), 401, "invalid-credentials");
        Api.signIn(ada.email, People.NEW_PASSWORD, ada.deviceToken)
                .statusCode(200)
                .body("status", equalTo("challenge_required"));
        assertThat(rows.auditsOf(ada, "authn_password_change")).isOne();
        assertThat(mailbox.awaitMailsTo(ada.email, 4))
                .anySatisfy(mail -> assertThat(mail.getSubject()).isEqualTo("Your password was changed"));
    }

    @Test
    @DisplayName(
            "[AUTH-06] [AUTH-08] [O5] a weak password, one's own words and the present password are 422, and nothing changes")
    void weak_passwords_are_refused() {
        Person ada = people.signedIn();
        String localPart = ada.email.substring(0, ada.email.indexOf('@'));
        for (String weak : List.of("short7!", "password1", "Sallyport", ada.email, localPart, People.PASSWORD)) {
            refused(change(ada.accessToken, People.PASSWORD, weak), 422, "weak-password");
        }
        refused(change(ada.accessToken, People.PASSWORD, "\ud83d\ude00".repeat(257)), 400, "invalid-request");
        Api.signIn(ada.email, People.PASSWORD, ada.deviceToken).statusCode(200).body("status", equalTo("signed_in"));
    }

    @Test
    @DisplayName("[AUTH-06] [AUTH-07] a changed password keeps every character, in its canonical form")
    void every_character_counts() {
        Person ada = people.signedIn();
        String composed = "caf\u00e9 lantern orbit 7 ";
        change(ada.accessToken, People.PASSWORD, "cafe\u0301 lantern orbit 7 ").statusCode(204);
        refused(Api.signIn(ada.email, composed.strip(), null), 401, "invalid-credentials");
        Api.signIn(ada.email, composed, null).statusCode(200);

        String long256 = "x7 " + "\ud83d\udc0d\ud83d\udc18".repeat(126) + "q";
        change(ada.accessToken, composed, long256).statusCode(204);
        refused(Api.signIn(ada.email, long256.substring(0, long256.length() - 1), null), 401, "invalid-credentials");
        Api.signIn(ada.email, long256, null).statusCode(200);
    }

    @Test
    @DisplayName("[RACE-10] of changes at once with one present password, one counts")
    void one_of_many_changes_counts() {
        Person ada = people.signedIn();
        List<Response> answers = AtOnce.run(
                8,
                number -> () -> change(ada.accessToken, People.PASSWORD, "copper lantern orbit " + number)
                        .extract()
                        .response());
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 204).hasSize(1);
        assertThat(answers).extracting(Response::statusCode).containsOnly(204, 401);
        assertThat(rows.auditsOf(ada, "authn_password_change")).isOne();
        Api.session(ada.accessToken).statusCode(200);
    }

    @Test
    @DisplayName(
            "[RACE-10] sign-ins and refreshes during a change: what was begun with the old password is dead afterwards")
    void sign_ins_and_refreshes_during_a_change() {
        Person ada = people.signedIn();
        JsonPath other = ceremonies.anotherSession(ada);
        String refreshToken = other.getString("refreshToken");
        List<Response> answers = AtOnce.run(50, number -> () -> {
            if (number == 25) {
                return change(ada.accessToken, People.PASSWORD, People.NEW_PASSWORD)
                        .extract()
                        .response();
            }
            return (number % 2 == 0
                            ? Api.signIn(ada.email, People.PASSWORD, number % 4 == 0 ? ada.deviceToken : null)
                            : Api.refresh(refreshToken))
                    .extract()
                    .response();
        });
        assertThat(answers.get(25).statusCode()).isEqualTo(204);
        for (Response answer : answers) {
            if (answer.statusCode() == 200) {
                JsonPath tokens = answer.jsonPath();
                for (String token : new String[] {tokens.getString("accessToken"), tokens.getString("access_token")}) {
                    if (token != null) {
                        refused(Api.session(token), 401, "not-authenticated");
                    }
                }
            }
        }
        Api.refresh(refreshToken).statusCode(400);
        Api.session(ada.accessToken).statusCode(200);
        assertThat(rows.number(
                        "select count(*) from session s join app_user u on u.id = s.user_id and u.epoch = s.epoch"
                                + " where u.id = ?::uuid and s.ended_at is null",
                        ada.userId))
                .isOne();
        assertThat(rows.number(
                        "select count(*) from challenge c join app_user u on u.id = c.user_id and u.epoch = c.epoch"
                                + " where u.id = ?::uuid",
                        ada.userId))
                .isZero();
    }
}
