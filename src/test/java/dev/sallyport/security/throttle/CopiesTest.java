package dev.sallyport.security.throttle;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.clients.TestClients;
import dev.sallyport.clients.TestClients.TestClient;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Guesses;
import dev.sallyport.testing.HeldUser;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A copy of a code that was right a moment ago opens nothing, and is no guess either. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CopiesTest {

    private static final int COPIES = 12;
    private static final String INVALID = "urn:sallyport:problem:invalid-code";

    @Inject
    People people;

    @Inject
    Guesses guesses;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    HeldUser held;

    @Inject
    Rows rows;

    @Test
    @DisplayName("[RACE-01] [V14] twelve copies of one code on twelve challenges at the same moment lock no user")
    void copies_at_the_same_moment() throws Exception {
        Person ada = people.enrolled();
        for (String method : List.of("totp", "recovery_code")) {
            String code = method.equals("totp") ? ada.app.codeAt(clock.instant()) : ada.recoveryCodes.get(0);
            List<String> challenges = IntStream.range(0, COPIES)
                    .mapToObj(each -> people.challengeFor(ada))
                    .toList();
            int sessions = rows.sessionsOf(ada);

            // All of them have read what they compare with before the first one may continue.
            List<Response> answers = held.meanwhile(
                    ada,
                    holder -> {},
                    () -> AtOnce.run(
                            COPIES,
                            number -> () -> Api.verify(challenges.get(number), method, code)
                                    .extract()
                                    .response()));

            assertThat(answers).filteredOn(answer -> answer.statusCode() == 200).hasSize(1);
            assertThat(answers)
                    .filteredOn(answer -> answer.statusCode() != 200)
                    .allSatisfy(
                            answer -> assertThat(answer.<String>path("type")).isEqualTo(INVALID));
            assertThat(rows.sessionsOf(ada)).isEqualTo(sessions + 1);
            assertThat(failures(ada)).isZero();
        }
        assertThat(rows.auditsOf(ada, "authn_login_lock")).isZero();
    }

    @Test
    @DisplayName("[V14] a copy is refused as a wrong code is, on every route, and takes nothing off the budget")
    void copies_one_after_the_other() {
        Person ada = people.enrolled();
        TestClient backend = TestClients.with("sign-in");
        String code = ada.app.codeAt(clock.instant());
        Api.verify(people.challengeFor(ada), "totp", code).statusCode(200);

        for (int time = 0; time < COPIES; time++) {
            refused(Api.verify(people.challengeFor(ada), "totp", code), 401, "invalid-code");
            refused(stepUp(ada, "totp", code).then(), 401, "invalid-code");
            refused(
                    backend.basic(Api.json())
                            .body(Map.of("userId", ada.userId, "code", code))
                            .post("/v1/challenges/totp-check")
                            .then(),
                    401,
                    "invalid-code");
        }
        assertThat(failures(ada)).isZero();
        clock.nextStep();
        guesses.right(ada, people.challengeFor(ada)).statusCode(200);
    }

    @Test
    @DisplayName("[V14] the tries of the challenge itself are spent by copies too")
    void copies_end_their_challenge() {
        Person ada = people.enrolled();
        String code = ada.app.codeAt(clock.instant());
        Api.verify(people.challengeFor(ada), "totp", code).statusCode(200);
        String other = people.challengeFor(ada);
        for (int left = 4; left >= 0; left--) {
            Api.verify(other, "totp", code).statusCode(401).body("attemptsLeft", equalTo(left));
        }

        refused(Api.verify(other, "totp", code), 401, "challenge-expired");
    }

    @Test
    @DisplayName("[THRT-01] only what was accepted is a copy: another code, an older one and a late one are guesses")
    void what_is_no_copy_counts() {
        Person ada = people.enrolled();
        String code = ada.app.codeAt(clock.instant());
        String older = ada.app.codeAt(clock.instant().minusSeconds(30));
        Api.verify(people.challengeFor(ada), "totp", code).statusCode(200);

        guesses.wrong(ada, people.challengeFor(ada)).statusCode(401);
        assertThat(failures(ada)).isEqualTo(1);
        if (!older.equals(code)) {
            Api.verify(people.challengeFor(ada), "totp", older).statusCode(401);
            assertThat(failures(ada)).isEqualTo(2);
        }
        clock.advance(Duration.ofSeconds(31));
        int before = failures(ada);
        Api.verify(people.challengeFor(ada), "totp", code).statusCode(401);
        assertThat(failures(ada)).isEqualTo(before + 1);
    }

    @Test
    @DisplayName("[V14] [THRT-01] a recovery code and a code by mail: a copy is no guess at once, and a guess later")
    void copies_of_other_codes() {
        Person ada = people.enrolled();
        String recovery = ada.recoveryCodes.get(0);
        Api.verify(people.challengeFor(ada), "recovery_code", recovery).statusCode(200);
        Api.verify(people.challengeFor(ada), "recovery_code", recovery).statusCode(401);
        refused(stepUp(ada, "recovery_code", recovery).then(), 401, "invalid-code");
        assertThat(failures(ada)).isZero();
        clock.advance(Duration.ofSeconds(31));
        Api.verify(people.challengeFor(ada), "recovery_code", recovery).statusCode(401);
        assertThat(failures(ada)).isEqualTo(1);

        Person bob = people.newcomer();
        String first = people.challengeFor(bob);
        String code = mailbox.awaitCode(bob.email, 1);
        String second = people.challengeFor(bob);
        Api.verify(first, "email_code", code).statusCode(200);
        refused(Api.verify(second, "email_code", code), 401, "invalid-code");
        assertThat(failures(bob)).isZero();
        refused(Api.verify(second, "email_code", Guesses.otherThan(code)), 401, "invalid-code");
        assertThat(failures(bob)).isEqualTo(1);
        clock.advance(Duration.ofSeconds(31));
        refused(Api.verify(second, "email_code", code), 401, "invalid-code");
        assertThat(failures(bob)).isEqualTo(2);
    }

    @Test
    @DisplayName("[V14] [THRT-04] a copy of a code by mail that answered a blind challenge is no guess")
    void copies_of_a_code_of_a_blind_challenge() {
        Person bob = people.newcomer();
        for (int number = 0; number < 10; number++) {
            Api.signIn(bob.email, People.WRONG_PASSWORD, null).statusCode(401);
        }
        String first = people.challengeFor(bob);
        assertThat(first).startsWith("sp_bc_");
        String code = mailbox.awaitCode(bob.email, 1);
        String second = people.challengeFor(bob);
        Api.verify(first, "email_code", code).statusCode(200);

        refused(Api.verify(second, "email_code", code), 401, "invalid-code");
        assertThat(failures(bob)).isZero();
        refused(Api.verify(second, "email_code", Guesses.otherThan(code)), 401, "invalid-code");
        assertThat(failures(bob)).isEqualTo(1);
        clock.advance(Duration.ofSeconds(31));
        refused(Api.verify(second, "email_code", code), 401, "invalid-code");
        assertThat(failures(bob)).isEqualTo(2);
    }

    @Test
    @DisplayName("[THRT-01] another user's code is a guess, though it was right there a moment ago")
    void a_copy_of_anothers_code_counts() {
        Person ada = people.enrolled();
        Person eve = people.enrolled();
        Api.verify(people.challengeFor(ada), "recovery_code", ada.recoveryCodes.get(0))
                .statusCode(200);
        Api.verify(people.challengeFor(eve), "recovery_code", ada.recoveryCodes.get(0))
                .statusCode(401);

        assertThat(failures(eve)).isEqualTo(1);
    }

    private int failures(Person person) {
        return rows.number(
                "select coalesce(max(failures + blind_failures), 0) from failed_attempts where user_id = ?::uuid",
                person.userId);
    }

    private static Response stepUp(Person person, String method, String code) {
        return Api.as(person.accessToken)
                .body(Map.of("method", method, "code", code))
                .post("/v1/me/step-up");
    }
}
