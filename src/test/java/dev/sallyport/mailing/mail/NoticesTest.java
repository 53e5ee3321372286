package dev.sallyport.mailing.mail;

import static dev.sallyport.testing.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Guesses;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.Secrets;
import dev.sallyport.testing.TestClock;
import dev.sallyport.testing.TotpApp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Which act sends which mail: one each, to the user whose sign-in it is, without a secret. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NoticesTest {

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    Guesses guesses;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    private final Secrets secrets = new Secrets();

    private int seen;

    @Test
    @DisplayName("[NOTI-04] [NOTI-02] [N1] Whatever happens to a user's second factor, one mail to the user says so")
    void every_change_of_factors_is_told() throws MessagingException {
        Person ada = people.enrolled();
        remember(ada);
        recipient(ada, "Verify your identity to proceed with the login.", "Two-factor sign-in is on");

        String second = bind(ada, null);
        recipient(ada, "An authenticator app was added");
        Api.as(ada.accessToken)
                .delete("/v1/me/authenticators/{id}", second)
                .then()
                .statusCode(204);
        recipient(ada, "An authenticator app was removed");
        bind(ada, ada.authenticatorId);
        recipient(ada, "Your authenticator app was replaced");
        ada.recoveryCodes = Api.as(ada.accessToken)
                .post("/v1/me/recovery-codes")
                .then()
                .statusCode(201)
                .extract()
                .path("codes");
        recipient(ada, "You have new recovery codes");
        ada.paperKey = Api.as(ada.accessToken)
                .post("/v1/me/paper-key")
                .then()
                .statusCode(201)
                .extract()
                .path("paperKey");
        remember(ada);
        recipient(ada, "You have a new paper key");
        Api.verify(people.challengeFor(ada), "recovery_code", ada.recoveryCodes.get(0))
                .statusCode(200);
        recipient(ada, "A recovery code was used");
        ada.accessToken = Api.verify(people.challengeFor(ada), "paper_key", ada.paperKey)
                .statusCode(200)
                .extract()
                .path("accessToken");
        recipient(ada, "Your paper key was used");
        ceremonies.start(ada);
        ada.accessToken = ceremonies.confirm(ada).statusCode(200).extract().path("signIn.accessToken");
        recipient(ada, "Two-factor sign-in is on");
        Api.as(ada.accessToken)
                .body(body("password", People.PASSWORD))
                .post("/v1/me/two-factor/disable")
                .then()
                .statusCode(204);
        recipient(ada, "Two-factor sign-in is off");

        assertThat(rows.number("select count(*) from mail_outbox where user_id = ?::uuid", ada.userId))
                .isEqualTo(seen);
    }

    @Test
    @DisplayName(
            "[NOTI-04] [V18] The fifth and the tenth wrong code in a row cause a mail; the tenth locks the second step")
    void wrong_codes_are_told() throws MessagingException {
        Person ada = people.enrolled();
        recipient(ada, "Verify your identity to proceed with the login.", "Two-factor sign-in is on");

        guesses.enterWrong(ada, 4);
        guesses.wrong(ada, people.challengeFor(ada));
        recipient(ada, "Wrong codes were entered");
        guesses.enterWrong(ada, 5);
        recipient(ada, "Too many wrong codes");
        guesses.wrong(ada, people.challengeFor(ada)).statusCode(429);
        clock.advance(Duration.ofMinutes(16));
        guesses.right(ada, people.challengeFor(ada)).statusCode(200);
        recipient(ada, "Sign-in from a new device");
        guesses.enterWrong(ada, 5);
        recipient(ada, "Wrong codes were entered");

        assertThat(rows.number("select count(*) from mail_outbox where user_id = ?::uuid", ada.userId))
                .isEqualTo(seen);
    }

    @Test
    @DisplayName("[NOTI-04] Guesses at the code that confirms one's own app are counted and reported like others")
    void wrong_confirming_codes_are_told() throws MessagingException {
        Person ada = people.signedIn();
        recipient(ada, "Verify your identity to proceed with the login.");
        for (int round = 0; round < 2; round++) {
            ceremonies.start(ada);
            for (int tried = 0; tried < 5; tried++) {
                Api.confirm(ada.accessToken, ada.authenticatorId, ada.app.wrongCodeAt(clock.instant()))
                        .statusCode(401);
            }
        }
        recipient(ada, "Wrong codes were entered", "Too many wrong codes");
        assertThat(rows.auditsOf(ada, "authn_login_lock")).isOne();
    }

    /** The next mails to the person have these subjects, and there are no others by now. */
    private void recipient(Person person, String... subjects) throws MessagingException {
        seen += subjects.length;
        List<MimeMessage> mails = mailbox.awaitMailsTo(person.email, seen);
        assertThat(mails).hasSize(seen);
        for (int number = 0; number < subjects.length; number++) {
            MimeMessage mail = mails.get(seen - subjects.length + number);
            assertThat(mail.getSubject()).isEqualTo(subjects[number]);
            assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly(person.email);
            assertThat(mailbox.copies(mail)).as("mailboxes that got it").isOne();
            if (number > 0 || seen > subjects.length) {
                String text = Mailbox.text(mail);
                assertThat(text)
                        .contains("When: ", " (UTC)", "From: 127.0.0.1, Chrome 140 on Windows", "not you")
                        .doesNotContain("{mail", "{w", "{#");
                assertThat(text.lines().filter(line -> line.contains("://")))
                        .as("the link that reports it, in text and in HTML, and no other")
                        .hasSize(2)
                        .allMatch(line -> line.contains("/v1/report#sp_nd_"));
                secrets.assertAbsentFrom("a notice", text.replaceAll("#sp_nd_\\S+", ""));
            }
        }
    }

    /** Binds one more app, or another in the place of one. */
    private String bind(Person person, String replaces) {
        JsonPath pending = Api.as(person.accessToken)
                .body(body("replaces", replaces))
                .post("/v1/me/authenticators")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        secrets.add(pending.getString("secret"));
        ValidatableResponse active = Api.confirm(
                        person.accessToken,
                        pending.getString("id"),
                        new TotpApp(pending.getString("secret")).codeAt(clock.instant()))
                .statusCode(200);
        person.accessToken = active.extract().path("signIn.accessToken");
        remember(person);
        return pending.getString("id");
    }

    private void remember(Person person) {
        secrets.add(person.accessToken).add(person.refreshToken).add(person.paperKey);
        person.recoveryCodes.forEach(secrets::add);
    }
}
