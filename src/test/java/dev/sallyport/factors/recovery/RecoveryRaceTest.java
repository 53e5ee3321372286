package dev.sallyport.factors.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RecoveryRaceTest extends RacingCodes {

    @Test
    @DisplayName(
            "[RACE-02] [R2] One recovery code sent twenty times to one challenge signs in once, and no user is locked")
    void one_code_to_one_challenge() {
        Person ada = people.enrolled();
        String challenge = people.challengeFor(ada);
        int sessions = rows.sessionsOf(ada);

        List<Response> answers = AtOnce.run(TIMES, () -> recover(challenge, ada.recoveryCodes.get(0)));

        assertOneWinner(answers);
        assertThat(rows.sessionsOf(ada)).isEqualTo(sessions + 1);
        assertThat(unused(ada)).isEqualTo(9);
        assertThat(recover(people.challengeFor(ada), ada.recoveryCodes.get(1)).statusCode())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("[RACE-02] [R2] One recovery code sent at once to eight challenges signs in once")
    void one_code_to_many_challenges() {
        Person ada = people.enrolled();
        List<String> challenges = challenges(ada, 8);
        int sessions = rows.sessionsOf(ada);

        List<Response> answers =
                AtOnce.run(8, number -> () -> recover(challenges.get(number), ada.recoveryCodes.get(0)));

        assertOneWinner(answers);
        assertThat(rows.sessionsOf(ada)).isEqualTo(sessions + 1);
        assertThat(unused(ada)).isEqualTo(9);
        assertThat(rows.auditsOf(ada, "recovery_code_used")).isOne();
    }

    @Test
    @DisplayName("[RACE-02] Ten codes sent at once to one challenge: one signs in, and the nine others stay good")
    void ten_codes_to_one_challenge() {
        Person ada = people.enrolled();
        String challenge = people.challengeFor(ada);
        int sessions = rows.sessionsOf(ada);

        List<Response> answers = AtOnce.run(10, number -> () -> recover(challenge, ada.recoveryCodes.get(number)));

        assertOneWinner(answers);
        assertThat(rows.sessionsOf(ada)).isEqualTo(sessions + 1);
        assertThat(unused(ada)).isEqualTo(9);
        for (int number = 0; number < 10; number++) {
            int expected = answers.get(number).statusCode() == 200 ? 401 : 200;
            assertThat(recover(people.challengeFor(ada), ada.recoveryCodes.get(number))
                            .statusCode())
                    .isEqualTo(expected);
        }
    }

    @Test
    @DisplayName("[RACE-03] One paper key sent at once to eight challenges recovers once, and nothing is half removed")
    void one_paper_key_recovers_once() {
        Person ada = people.enrolled();
        List<String> challenges = challenges(ada, 8);
        int sessions = rows.sessionsOf(ada);

        List<Response> answers = AtOnce.run(
                8,
                number -> () -> Api.verify(challenges.get(number), "paper_key", ada.paperKey)
                        .extract()
                        .response());

        assertOneWinner(answers);
        assertThat(rows.sessionsOf(ada)).isEqualTo(sessions + 1);
        assertThat(rows.auditsOf(ada, "paper_key_used")).isOne();
        assertThat(rows.number(
                        "select count(*) from mail_outbox where user_id = ?::uuid and kind = 'paper_key_used'",
                        ada.userId))
                .isOne();
        assertNothingLeft(ada);
        Api.session(ada.accessToken).statusCode(401);
    }

    @Test
    @DisplayName("[RACE-02] [RACE-03] A code and a key that meet at the user come one after the other")
    void a_code_and_a_key_meet_at_the_user() throws Exception {
        Person ada = people.enrolled();
        List<String> challenges = challenges(ada, 2);
        String code = ada.recoveryCodes.get(0);

        // Of one replica no more than one code of a user is on its way: codes take turns before they are hashed.
        List<Response> answers = held.allWaiting(
                ada,
                List.of("session", "recovery_code", "recovery_code_set", "paper_key", "totp_authenticator"),
                List.of(
                        () -> recover(challenges.get(0), code),
                        () -> Api.verify(challenges.get(1), "paper_key", ada.paperKey)
                                .extract()
                                .response()));

        assertThat(answers).extracting(Response::statusCode).contains(200).doesNotContain(500, 503);
        if (answers.get(1).statusCode() == 200) {
            assertNothingLeft(ada);
        } else {
            assertThat(unused(ada)).isEqualTo(9);
        }
    }

    private List<String> challenges(Person person, int count) {
        return IntStream.range(0, count)
                .mapToObj(each -> people.challengeFor(person))
                .toList();
    }

    private static void assertOneWinner(List<Response> answers) {
        assertThat(answers).extracting(Response::statusCode).containsOnly(200, 401);
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 200).hasSize(1);
    }
}
