package dev.sallyport.selfservice.emailchange;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Guesses;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
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
class EmailChangeTest {

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

    private static ValidatableResponse ask(Person person, String email, String password) {
        return Api.as(person.accessToken)
                .body(Api.body("email", email, "password", password))
                .put("/v1/me/email")
                .then();
    }

    private static ValidatableResponse confirm(Person person, String code) {
        return Api.as(person.accessToken)
                .body(Api.body("code", code))
                .post("/v1/me/email/confirm")
                .then();
    }

    private static String newEmail() {
        return "moved-" + System.nanoTime() + "@example.org";
    }

    @Test
    @DisplayName("[SESS-03] the code belongs to the session that asked for it: in another one none is waited for")
    void the_code_is_of_its_session() {
        Person ada = people.signedIn();
        String own = ada.accessToken;
        String other = ceremonies.anotherSession(ada).getString("accessToken");
        String email = newEmail();
        ask(ada, email, People.PASSWORD).statusCode(202);
        String code = mailbox.awaitCode(email, 1);

        ada.accessToken = other;
        for (int tried = 0; tried < 6; tried++) {
            refused(confirm(ada, code), 410, "gone");
        }
        ada.accessToken = own;
        confirm(ada, code).statusCode(204);
    }

    @Test
    @DisplayName(
            "[SESS-03] [N7] [V13] the code from the new address changes it, ends what was begun before, and mails the old address")
    void the_code_from_the_new_address_changes_it() throws MessagingException {
        Person ada = people.signedIn();
        String other = ceremonies.anotherSession(ada).getString("accessToken");
        String challenge = people.challengeFor(ada);
        String inFlight = mailbox.awaitCode(ada.email, 2);
        Api.json()
                .body(Api.body("email", ada.email))
                .post("/v1/password/forgot")
                .then()
                .statusCode(202);
        String link = mailbox.awaitToken(ada.email, "sp_pr_", 1);
        String email = newEmail();

        ask(ada, email.toUpperCase(), People.PASSWORD).statusCode(202).body("expiresAt", notNullValue());
        String code = mailbox.awaitCode(email, 1);
        Api.as(ada.accessToken).get("/v1/me").then().body("email", equalTo(ada.email));
        confirm(ada, code).statusCode(204);

        Api.as(ada.accessToken)
                .get("/v1/me")
                .then()
                .statusCode(200)
                .body("email", equalTo(email))
                .body("emailVerified", equalTo(true));
        refused(Api.session(other), 401, "not-authenticated");
        refused(Api.verify(challenge, "email_code", inFlight), 401, "challenge-expired");
        refused(Api.setPassword(link, People.NEW_PASSWORD), 410, "gone");
        refused(Api.signIn(ada.email, People.PASSWORD, ada.deviceToken), 401, "invalid-credentials");
        Api.signIn(email, People.PASSWORD, ada.deviceToken)
                .statusCode(200)
                .body("purpose", equalTo("device_verification"));
        assertThat(rows.auditsOf(ada, "email_changed")).isOne();
        assertThat(mailbox.awaitMailsTo(ada.email, 4))
                .anySatisfy(mail -> assertThat(mail.getSubject()).isEqualTo("Your email address was changed"));
        refused(confirm(ada, code), 410, "gone");
    }

    @Test
    @DisplayName("[SESS-03] it takes the password and a recent session; a wrong code changes nothing, and five end it")
    void what_it_takes() {
        Person ada = people.signedIn();
        String email = newEmail();
        refused(ask(ada, email, "wrong horse battery"), 401, "invalid-credentials");
        refused(ask(ada, "no address", People.PASSWORD), 400, "invalid-request");
        refused(confirm(ada, "123456"), 410, "gone");
        ask(ada, email, People.PASSWORD).statusCode(202);
        String code = mailbox.awaitCode(email, 1);
        refused(confirm(ada, "12345"), 400, "invalid-request");
        List<Integer> answers = AtOnce.run(
                50, () -> confirm(ada, Guesses.otherThan(code)).extract().statusCode());
        assertThat(answers).filteredOn(status -> status == 401).hasSize(5);
        assertThat(answers).filteredOn(status -> status == 410).hasSize(45);
        refused(confirm(ada, code), 410, "gone");

        ask(ada, email, People.PASSWORD).statusCode(202);
        String second = mailbox.awaitCode(email, 2);
        refused(confirm(ada, code.equals(second) ? Guesses.otherThan(code) : code), 401, "invalid-code");
        clock.advance(Duration.ofMinutes(10));
        ceremonies.signInAgain(ada);
        refused(confirm(ada, second), 410, "gone");
        Api.as(ada.accessToken).get("/v1/me").then().body("email", equalTo(ada.email));
    }

    @Test
    @DisplayName("[SESS-03] [AUTH-05] a change that was begun before the password changed is not finished after it")
    void a_change_ends_with_the_password() {
        Person ada = people.signedIn();
        String email = newEmail();
        ask(ada, email, People.PASSWORD).statusCode(202);
        String code = mailbox.awaitCode(email, 1);
        Api.as(ada.accessToken)
                .body(Api.body("currentPassword", People.PASSWORD, "newPassword", People.NEW_PASSWORD))
                .put("/v1/me/password")
                .then()
                .statusCode(204);

        refused(confirm(ada, code), 410, "gone");
        Api.as(ada.accessToken).get("/v1/me").then().statusCode(200).body("email", equalTo(ada.email));
    }

    @Test
    @DisplayName("[AUTH-01] a change to another user's address reveals nothing, and nothing is mailed there")
    void an_address_of_another_user() {
        Person ada = people.signedIn();
        Person bob = people.newcomer();
        ask(ada, bob.email, People.PASSWORD).statusCode(202).body("expiresAt", notNullValue());
        String email = newEmail();
        ask(ada, email, People.PASSWORD).statusCode(202);
        String code = mailbox.awaitCode(email, 1);
        assertThat(mailbox.mailsTo(bob.email)).isEmpty();

        Api.createAccount("Acme", email, People.PASSWORD).statusCode(201);
        refused(confirm(ada, code), 409, "email-taken");
        Api.session(ada.accessToken).statusCode(200);
    }

    @Test
    @DisplayName("[RACE-10] one code of many at once changes the address once; two users do not get one address")
    void once_and_for_one() {
        Person ada = people.signedIn();
        Person bob = people.signedIn();
        String email = newEmail();
        ask(ada, email, People.PASSWORD).statusCode(202);
        ask(bob, email, People.PASSWORD).statusCode(202);
        List<String> mails = List.of(mailbox.awaitCode(email, 1), mailbox.awaitCode(email, 2));
        List<Integer> answers = AtOnce.run(8, number -> () -> {
            Person who = number % 2 == 0 ? ada : bob;
            return confirm(who, mails.get(number / 2 % 2)).extract().statusCode();
        });
        assertThat(answers).filteredOn(status -> status == 204).hasSize(1);
        assertThat(answers).doesNotContain(500, 503);
        assertThat(rows.number("select count(*) from app_user where email = ?", email))
                .isOne();
    }
}
