package dev.sallyport.selfservice.ownpassword;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Guesses;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PasswordResetTest {

    @Inject
    People people;

    @Inject
    Guesses guesses;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    private static ValidatableResponse forgot(String email) {
        return Api.json()
                .body(Api.body("email", email))
                .post("/v1/password/forgot")
                .then();
    }

    /** The token in the {@code count}th link that this person was mailed. */
    private String link(Person person, int count) {
        forgot(person.email).statusCode(202);
        return mailbox.awaitToken(person.email, "sp_pr_", count);
    }

    @Test
    @DisplayName(
            "[SESS-03] [D11] a reset sets the password, signs no user in, and ends sessions, devices, challenges and codes")
    void a_reset_ends_everything_and_begins_nothing() {
        Person ada = people.signedIn();
        String challenge = people.challengeFor(ada);
        String code = mailbox.awaitCode(ada.email, 2);
        int sessions = rows.sessionsOf(ada);

        Api.setPassword(link(ada, 1), People.NEW_PASSWORD).statusCode(204).body(emptyString());

        assertThat(rows.sessionsOf(ada)).isEqualTo(sessions);
        refused(Api.session(ada.accessToken), 401, "not-authenticated");
        refused(Api.verify(challenge, "email_code", code), 401, "challenge-expired");
        refused(Api.signIn(ada.email, People.PASSWORD, ada.deviceToken), 401, "invalid-credentials");
        Api.signIn(ada.email, People.NEW_PASSWORD, ada.deviceToken)
                .statusCode(200)
                .body("purpose", equalTo("device_verification"));
        assertThat(rows.auditsOf(ada, "authn_password_change")).isOne();
        assertThat(mailbox.awaitMailsTo(ada.email, 4))
                .anySatisfy(mail -> assertThat(mail.getSubject()).isEqualTo("Your password was changed"));
    }

    @Test
    @DisplayName("[SESS-03] [R12] after a reset the app is asked as before, and a closed second step stays closed")
    void the_second_factor_stays() {
        Person ada = people.enrolled();
        guesses.enterWrong(ada, 10);

        Api.setPassword(link(ada, 1), People.NEW_PASSWORD).statusCode(204);

        String challenge = Api.signIn(ada.email, People.NEW_PASSWORD, null)
                .statusCode(200)
                .body("purpose", equalTo("two_factor"))
                .extract()
                .path("challengeToken");
        refused(guesses.right(ada, challenge), 429, "too-many-attempts");
        clock.advance(Duration.ofMinutes(15));
        Response signedIn = Api.verify(
                        Api.signIn(ada.email, People.NEW_PASSWORD, null)
                                .extract()
                                .path("challengeToken"),
                        "totp",
                        ada.app.codeAt(clock.instant()))
                .statusCode(200)
                .extract()
                .response();
        assertThat(signedIn.<String>path("status")).isEqualTo("signed_in");
    }

    @Test
    @DisplayName("[SESS-03] a link that a stranger requests does not void the one that the user has got")
    void a_newer_link_leaves_the_older() {
        Person ada = people.signedIn();
        String first = link(ada, 1);
        clock.advance(Duration.ofSeconds(31));
        String second = link(ada, 2);

        Api.setPassword(first, People.NEW_PASSWORD).statusCode(204);
        gone(second, People.NEW_PASSWORD + " 2");
    }

    @Test
    @DisplayName(
            "[SESS-03] a stranger who uses the limit up leaves a link that is valid until another can be requested")
    void the_last_link_is_valid_until_another() {
        Person ada = people.newcomer();
        for (int sent = 1; sent < 5; sent++) {
            link(ada, sent);
            clock.advance(Duration.ofSeconds(31));
        }
        String last = link(ada, 5);

        clock.advance(Duration.ofMinutes(50));
        forgot(ada.email).statusCode(202);
        assertThat(mailbox.mailsTo(ada.email)).hasSize(5);
        Api.setPassword(last, People.NEW_PASSWORD).statusCode(204);
    }

    @Test
    @DisplayName(
            "[SESS-03] a link works once, for half an hour, and not after a new password or while the user is disabled")
    void a_link_is_good_once() {
        Person ada = people.signedIn();
        String first = link(ada, 1);
        clock.advance(Duration.ofSeconds(31));
        String second = link(ada, 2);
        Api.setPassword(second, People.NEW_PASSWORD).statusCode(204);
        gone(second, People.NEW_PASSWORD + " 2");
        gone(first, People.NEW_PASSWORD + " 3");

        clock.advance(Duration.ofSeconds(31));
        String late = link(ada, 3);
        clock.advance(Duration.ofMinutes(30));
        gone(late, People.NEW_PASSWORD + " 4");

        Person bob = people.signedIn();
        String before = link(bob, 1);
        Api.as(bob.accessToken)
                .body(Api.body("currentPassword", People.PASSWORD, "newPassword", People.NEW_PASSWORD))
                .put("/v1/me/password")
                .then()
                .statusCode(204);
        gone(before, People.NEW_PASSWORD + " 5");

        clock.advance(Duration.ofSeconds(31));
        String disabled = link(bob, 2);
        rows.change("update app_user set status = 'disabled' where id = ?::uuid", bob.userId);
        gone(disabled, People.NEW_PASSWORD + " 6");
        for (String never : List.of("x", ada.deviceToken, second.substring(0, second.length() - 1), "sp_pr_")) {
            gone(never, People.NEW_PASSWORD);
        }
    }

    @Test
    @DisplayName("[AUTH-06] [AUTH-08] a weak password is 422, also the present one, and the link stays good")
    void a_weak_password_spends_nothing() {
        Person ada = people.newcomer();
        String link = link(ada, 1);
        for (String weak : List.of("short7!", "password1", ada.email, "Acme", People.PASSWORD)) {
            refused(Api.setPassword(link, weak), 422, "weak-password");
        }
        refused(Api.setPassword(link, "x".repeat(513)), 400, "invalid-request");
        Api.setPassword(link, People.NEW_PASSWORD).statusCode(204);
    }

    @Test
    @DisplayName("[AUTH-01] the answer is the same for an unknown email and for a user without a password")
    void the_answer_is_the_same_for_every_email() {
        Person ada = people.newcomer();
        Person single = people.newcomer();
        rows.change("delete from password_credential where user_id = ?::uuid", single.userId);
        String nobody = "nobody-" + System.nanoTime() + "@example.org";
        for (String email : List.of(nobody, single.email, ada.email, ada.email.toUpperCase())) {
            Response answer = forgot(email).statusCode(202).extract().response();
            assertThat(answer.asString()).isEmpty();
        }
        refused(forgot("no address"), 400, "invalid-request");
        mailbox.awaitToken(ada.email, "sp_pr_", 1);
        assertThat(mailbox.mailsTo(nobody)).isEmpty();
        assertThat(mailbox.mailsTo(single.email)).isEmpty();
        assertThat(rows.number("select count(*) from password_reset where user_id = ?::uuid", single.userId))
                .isZero();
    }

    @Test
    @DisplayName("at most one link in 30 seconds, five an hour and ten a day, also when asked for at once")
    void links_are_limited() {
        Person ada = people.newcomer();
        AtOnce.run(8, () -> forgot(ada.email).statusCode(202));
        for (int sent = 1; sent <= 5; sent++) {
            mailbox.awaitToken(ada.email, "sp_pr_", sent);
            forgot(ada.email).statusCode(202);
            clock.advance(Duration.ofSeconds(31));
            forgot(ada.email).statusCode(202);
        }
        clock.advance(Duration.ofHours(1));
        forgot(ada.email).statusCode(202);
        mailbox.awaitToken(ada.email, "sp_pr_", 6);
        assertThat(rows.text(
                        "select count(*) || ' at ' || count(distinct created_at) || ' times' from password_reset"
                                + " where user_id = ?::uuid",
                        ada.userId))
                .isEqualTo("6 at 6 times");
    }

    @Test
    @DisplayName("[RACE-10] of many resets by one link at once, one counts")
    void one_of_many_resets_counts() {
        Person ada = people.newcomer();
        String link = link(ada, 1);
        List<Integer> answers = AtOnce.run(
                50,
                number -> () -> Api.setPassword(link, People.NEW_PASSWORD + " " + number)
                        .extract()
                        .statusCode());
        assertThat(answers).containsOnly(204, 410);
        assertThat(answers).filteredOn(status -> status == 204).hasSize(1);
        assertThat(rows.auditsOf(ada, "authn_password_change")).isOne();
    }

    @Test
    @DisplayName("[LOGS-01] the link is nowhere but in the mail")
    void nothing_stored_opens_anything() {
        Person ada = people.newcomer();
        String token = link(ada, 1);
        String secret = token.substring(token.lastIndexOf('.') + 1);
        for (String table : List.of("password_reset", "mail_outbox", "audit_event")) {
            assertThat(rows.number(
                            "select count(*) from " + table + " t where t.user_id = ?::uuid and t::text like ?",
                            ada.userId,
                            "%" + secret + "%"))
                    .as(table)
                    .isZero();
        }
    }

    private void gone(String token, String password) {
        refused(Api.setPassword(token, password), 410, "gone");
    }
}
