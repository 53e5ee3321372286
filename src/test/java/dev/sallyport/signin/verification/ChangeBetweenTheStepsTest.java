package dev.sallyport.signin.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Guesses;
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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ChangeBetweenTheStepsTest {

    private static final String EXPIRED = "urn:sallyport:problem:challenge-expired";
    private static final String DISABLE = "update app_user set status = 'disabled' where id = ?::uuid";
    private static final String ENABLE = "update app_user set status = 'active' where id = ?::uuid";
    private static final String NEW_EPOCH = "update app_user set epoch = epoch + 1 where id = ?::uuid";

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

    @Inject
    HeldUser held;

    @Test
    @DisplayName("[AUTH-05] disabled between the steps: no session, and the code is not spent")
    void a_user_who_was_disabled_meanwhile_is_not_let_in() {
        Person ada = people.enrolled();
        refusedAfter(ada, DISABLE);

        rows.change(ENABLE, ada.userId);
        guesses.right(ada, people.challengeFor(ada)).statusCode(200);
    }

    @Test
    @DisplayName("[AUTH-05] a new epoch between the steps: no session, and the code is not spent")
    void a_challenge_of_an_older_epoch_is_void() {
        Person ada = people.enrolled();
        refusedAfter(ada, NEW_EPOCH);

        guesses.right(ada, people.challengeFor(ada)).statusCode(200);
    }

    @Test
    @DisplayName("[AUTH-05] the email code too is refused when the user was disabled or changed meanwhile")
    void an_email_code_of_a_void_challenge_is_refused() {
        for (String change : new String[] {DISABLE, NEW_EPOCH}) {
            Person bob = people.newcomer();
            String challenge = people.challengeFor(bob);
            String code = mailbox.awaitCode(bob.email, 1);
            rows.change(change, bob.userId);

            Api.verify(challenge, "email_code", code).statusCode(401).body("type", equalTo(EXPIRED));
            Api.resend(challenge).statusCode(401).body("type", equalTo(EXPIRED));
            assertThat(rows.sessionsOf(bob)).isZero();
            assertThat(rows.number("select count(*) from trusted_device where user_id = ?::uuid", bob.userId))
                    .isZero();
        }
    }

    @Test
    @DisplayName("[AUTH-05] a factor was added between the steps: the email code no longer signs a user in")
    void a_challenge_from_before_the_authenticator_is_void() {
        Person ada = people.signedIn();
        String challenge = people.challengeFor(ada);
        String code = mailbox.awaitCode(ada.email, 2);
        JsonPath pending =
                Api.startEnrollment(ada.accessToken).statusCode(201).extract().jsonPath();
        TotpApp app = new TotpApp(pending.getString("secret"));
        Api.confirm(ada.accessToken, pending.getString("id"), app.codeAt(clock.instant()))
                .statusCode(200);
        int sessions = rows.sessionsOf(ada);

        Api.verify(challenge, "email_code", code).statusCode(401).body("type", equalTo(EXPIRED));
        assertThat(rows.sessionsOf(ada)).isEqualTo(sessions);
    }

    @Test
    @DisplayName(
            "[AUTH-05] a new epoch while the code waits for the user: no session, and neither code nor key is spent")
    void a_challenge_that_becomes_void_while_it_waits_is_refused() throws Exception {
        Person ada = people.enrolled();
        String code = ada.app.codeAt(clock.instant());
        overtaken(ada, "paper_key", ada.paperKey);
        overtaken(ada, "recovery_code", ada.recoveryCodes.get(0));
        overtaken(ada, "totp", code);

        assertThat(rows.number(
                        "select coalesce(max(failures), 0) from failed_attempts where user_id = ?::uuid", ada.userId))
                .isZero();
        Api.verify(people.challengeFor(ada), "recovery_code", ada.recoveryCodes.get(0))
                .statusCode(200);
        Api.verify(people.challengeFor(ada), "totp", code).statusCode(200);
        Api.verify(people.challengeFor(ada), "paper_key", ada.paperKey).statusCode(200);
    }

    private void overtaken(Person person, String method, String code) throws Exception {
        String challenge = people.challengeFor(person);
        int sessions = rows.sessionsOf(person);
        Response answer = held.meanwhile(
                person,
                "update app_user set epoch = epoch + 1 where id = ?",
                () -> Api.verify(challenge, method, code).extract().response());
        answer.then().statusCode(401).body("type", equalTo(EXPIRED));
        assertThat(rows.sessionsOf(person)).isEqualTo(sessions);
    }

    /** The clock stands still, so that the code which is refused here is the one that works afterwards. */
    private void refusedAfter(Person person, String change) {
        String challenge = people.challengeFor(person);
        int sessions = rows.sessionsOf(person);
        rows.change(change, person.userId);
        guesses.right(person, challenge).statusCode(401).body("type", equalTo(EXPIRED));
        assertThat(rows.sessionsOf(person)).isEqualTo(sessions);
    }
}
