package dev.sallyport.signin.verification;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Guesses;
import dev.sallyport.testing.HeldUser;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What is refused anyway costs no slow hash, and one user's requests cost one at a time. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SlowWorkTest {

    private static final int LOCK = 10;
    private static final int TIMES = 20;

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

    @Inject
    HeldUser held;

    @Inject
    MeterRegistry meters;

    @Test
    @DisplayName("[THRT-03] [AUTH-09] nothing is hashed for a user whose second step is locked")
    void a_locked_user_costs_no_hash() {
        Person ada = people.enrolled();
        guesses.enterWrong(ada, LOCK);
        String challenge = people.challengeFor(ada);
        String code = ada.recoveryCodes.get(0);
        int before = hashes();

        for (int time = 0; time < 3; time++) {
            refused(stepUp(ada, code).then(), 429, "too-many-attempts");
            refused(Api.verify(challenge, "recovery_code", code), 429, "too-many-attempts");
            refused(disable(ada, "recovery_code", code).then(), 429, "too-many-attempts");
            refused(disable(ada, "totp", ada.app.codeAt(clock.instant())).then(), 429, "too-many-attempts");
        }
        assertThat(hashes() - before).isZero();
        assertThat(rows.auditsOf(ada, "excess_rate_limit_exceeded")).isEqualTo(3);
    }

    @Test
    @DisplayName("[AUTH-04] [AUTH-09] of 120 answers at once to one challenge the five that are checked are hashed")
    void one_challenge_costs_five_hashes() {
        Person ada = people.enrolled();
        String challenge = people.challengeFor(ada);
        String wrong = Guesses.otherThan(ada.recoveryCodes.get(0));
        int before = hashes();

        List<Response> answers = AtOnce.run(
                120,
                () -> Api.verify(challenge, "recovery_code", wrong).extract().response());

        assertThat(answers).extracting(Response::statusCode).containsOnly(401);
        assertThat(answers)
                .filteredOn(answer -> answer.<String>path("type").endsWith("invalid-code"))
                .hasSize(5);
        assertThat(hashes() - before).isEqualTo(5);
        refused(Api.verify(challenge, "recovery_code", ada.recoveryCodes.get(0)), 401, "challenge-expired");
        refused(Api.verify("sp_ch_unknown", "recovery_code", wrong), 401, "challenge-expired");
        assertThat(hashes() - before).isEqualTo(5);
    }

    @Test
    @DisplayName("[AUTH-09] wrong codes that lock are the last that are hashed, however many challenges there are")
    void a_lock_that_begins_ends_the_hashing() {
        Person ada = people.enrolled();
        List<String> challenges =
                IntStream.range(0, 6).mapToObj(each -> people.challengeFor(ada)).toList();
        String wrong = Guesses.otherThan(ada.recoveryCodes.get(0));
        int before = hashes();

        List<Response> answers = AtOnce.run(
                30,
                number -> () -> Api.verify(challenges.get(number / 5), "recovery_code", wrong)
                        .extract()
                        .response());

        assertThat(answers).filteredOn(answer -> answer.statusCode() == 401).hasSize(LOCK);
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 429).hasSize(30 - LOCK);
        assertThat(hashes() - before).isEqualTo(LOCK);
    }

    @Test
    @DisplayName("[AUTH-09] while one request of a user is at work, the next ones of that user are not hashed")
    void one_at_a_time() throws Exception {
        Person ada = people.enrolled();
        String wrong = Guesses.otherThan(ada.recoveryCodes.get(0));
        int before = hashes();

        List<Response> answers = held.meanwhile(
                ada, holder -> assertThat(hashes() - before).isOne(), () -> AtOnce.run(5, () -> stepUp(ada, wrong)));

        assertThat(answers).extracting(Response::statusCode).containsOnly(401);
        assertThat(hashes() - before).isEqualTo(5);
    }

    @Test
    @DisplayName("[AUTH-09] of a link that sets a password, one use is hashed; so is one confirmation of a set-up")
    void what_counts_once_is_hashed_once() {
        Person ada = people.signedIn();
        Api.json()
                .body(Api.body("email", ada.email))
                .post("/v1/password/forgot")
                .then()
                .statusCode(202);
        String link = mailbox.awaitToken(ada.email, "sp_pr_", 1);
        int before = hashes();
        AtOnce.run(TIMES, number -> () -> reset(link, People.NEW_PASSWORD + number));
        assertThat(hashes() - before)
                .as("compared with the present one, and hashed")
                .isEqualTo(2);

        Person owner = people.newcomer();
        String invited = "invited-" + owner.email;
        Api.asClient()
                .body(Api.body("email", invited, "role", "member"))
                .post("/v1/accounts/{id}/users", owner.accountId)
                .then()
                .statusCode(201);
        String invitation = mailbox.awaitToken(invited, "sp_in_", 1);
        int beforeInvitation = hashes();
        AtOnce.run(TIMES, () -> reset(invitation, People.NEW_PASSWORD));
        assertThat(hashes() - beforeInvitation).isOne();

        Person bob = people.signedIn();
        ceremonies.start(bob);
        String code = bob.app.codeAt(clock.instant());
        int beforeSetUp = hashes();
        AtOnce.run(
                TIMES,
                () -> Api.confirm(bob.accessToken, bob.authenticatorId, code)
                        .extract()
                        .statusCode());
        assertThat(hashes() - beforeSetUp)
                .as("one set of recovery codes in two pieces")
                .isEqualTo(2);
    }

    @Test
    @DisplayName("[AUTH-04] a try is given back if a fault of the service prevented the check")
    void a_fault_gives_the_try_back() {
        Person ada = people.enrolled();
        String challenge = people.challengeFor(ada);
        rows.change("alter table recovery_code_set rename to recovery_code_set_away");
        try {
            for (int time = 0; time < 6; time++) {
                assertThat(Api.verify(challenge, "recovery_code", ada.recoveryCodes.get(0))
                                .extract()
                                .statusCode())
                        .isGreaterThanOrEqualTo(500);
            }
        } finally {
            rows.change("alter table recovery_code_set_away rename to recovery_code_set");
        }

        Api.challenge(challenge).statusCode(200).body("attemptsLeft", equalTo(5));
        Api.verify(challenge, "recovery_code", ada.recoveryCodes.get(0)).statusCode(200);
    }

    private int hashes() {
        return (int) meters.counter("sallyport.hashes").count();
    }

    private static Response stepUp(Person person, String code) {
        return Api.as(person.accessToken)
                .body(Map.of("method", "recovery_code", "code", code))
                .post("/v1/me/step-up");
    }

    private static Response disable(Person person, String method, String code) {
        return Api.as(person.accessToken)
                .body(Map.of("password", People.PASSWORD, "method", method, "code", code))
                .post("/v1/me/two-factor/disable");
    }

    private static int reset(String token, String password) {
        return Api.setPassword(token, password).extract().statusCode();
    }
}
