package dev.sallyport.factors.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** New sets of recovery codes and paper keys, made at once or during a change. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RenewalRaceTest extends RacingCodes {

    private static final int RENEWALS_AN_HOUR = 10;

    @Test
    @DisplayName(
            "[RACE-11] [R5] Of twenty new sets asked for at once ten are made, exactly one holds, and it is one that was"
                    + " shown")
    void twenty_new_sets_at_once() {
        Person ada = people.enrolled();

        List<Response> all = AtOnce.run(TIMES, () -> Api.as(ada.accessToken).post("/v1/me/recovery-codes"));

        assertThat(all).extracting(Response::statusCode).containsOnly(201, 429);
        List<Response> answers =
                all.stream().filter(answer -> answer.statusCode() == 201).toList();
        assertThat(answers).hasSize(RENEWALS_AN_HOUR);
        assertThat(rows.number("select count(*) from recovery_code where user_id = ?::uuid", ada.userId))
                .isEqualTo(10);
        assertThat(unused(ada)).isEqualTo(10);
        List<String> holding = new ArrayList<>();
        for (Response answer : answers) {
            rows.change("delete from failed_attempts where user_id = ?::uuid", ada.userId);
            List<String> set = answer.path("codes");
            if (recover(people.challengeFor(ada), set.get(0)).statusCode() == 200) {
                holding.addAll(set);
            }
        }
        assertThat(holding).hasSize(10);
        for (String code : holding.subList(1, 10)) {
            assertThat(recover(people.challengeFor(ada), code).statusCode()).isEqualTo(200);
        }
        assertThat(recover(people.challengeFor(ada), ada.recoveryCodes.get(0)).statusCode())
                .isEqualTo(401);
    }

    @Test
    @DisplayName("[RACE-11] An old code used while a new set is made signs in before it or not at all")
    void an_old_code_during_a_new_set() {
        for (int round = 0; round < 5; round++) {
            Person ada = people.enrolled();
            String challenge = people.challengeFor(ada);
            List<Response> answers = AtOnce.run(
                    2,
                    number -> () -> number == 0
                            ? Api.as(ada.accessToken).post("/v1/me/recovery-codes")
                            : recover(challenge, ada.recoveryCodes.get(0)));
            assertThat(answers.get(0).statusCode()).isEqualTo(201);
            assertThat(answers.get(1).statusCode()).isIn(200, 401);
            assertThat(unused(ada)).isEqualTo(10);
            assertThat(recover(people.challengeFor(ada), ada.recoveryCodes.get(1))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    @DisplayName("[RACE-11] [DISB-03] New codes and keys that are requested while 2FA is disabled end with it")
    void nothing_is_renewed_behind_disabling() {
        for (int round = 0; round < 10; round++) {
            Person ada = people.enrolled();
            List<Response> answers = AtOnce.run(3, number -> () -> switch (number) {
                case 0 ->
                    Api.as(ada.accessToken)
                            .body(Api.body("password", People.PASSWORD))
                            .post("/v1/me/two-factor/disable");
                case 1 -> Api.as(ada.accessToken).post("/v1/me/recovery-codes");
                default -> Api.as(ada.accessToken).post("/v1/me/paper-key");
            });
            assertThat(answers.get(0).statusCode()).isEqualTo(204);
            assertThat(answers.get(1).statusCode()).isIn(201, 409);
            assertThat(answers.get(2).statusCode()).isIn(201, 409);
            assertNothingLeft(ada);
        }
    }

    @Test
    @DisplayName("[RACE-10] [RECV-06] A session that ends while it asks for new codes or a new key gets neither")
    void nothing_is_renewed_by_an_ended_session() throws Exception {
        for (String renewed : List.of("recovery-codes", "paper-key")) {
            Person ada = people.enrolled();

            Response answer = held.meanwhile(
                    ada,
                    "update session set ended_at = now() where user_id = ?",
                    () -> Api.as(ada.accessToken).post("/v1/me/" + renewed));

            assertThat(answer.statusCode()).as(renewed).isEqualTo(401);
            assertThat(recover(people.challengeFor(ada), ada.recoveryCodes.get(0))
                            .statusCode())
                    .isEqualTo(200);
            Api.verify(people.challengeFor(ada), "paper_key", ada.paperKey).statusCode(200);
        }
    }
}
