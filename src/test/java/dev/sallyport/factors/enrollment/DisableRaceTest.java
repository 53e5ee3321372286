package dev.sallyport.factors.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.HeldUser;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DisableRaceTest {

    private static final int PAIRS = 12;

    @Inject
    People people;

    @Inject
    HeldUser held;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    @Test
    @DisplayName("[RACE-08] Disabling while a code is checked ends as one after the other")
    void disabling_during_verification() {
        Random offsets = new Random(8);
        for (int pair = 0; pair < PAIRS; pair++) {
            Person ada = people.enrolled();
            String challenge = people.challengeFor(ada);
            String code = ada.app.codeAt(clock.instant());
            // Of the order of what either call takes: sometimes the one is first, sometimes the other.
            long offset = Duration.ofMillis(offsets.nextInt(20)).toNanos();
            List<Response> answers = AtOnce.run(2, number -> () -> {
                if (number == 0) {
                    return disable(ada);
                }
                LockSupport.parkNanos(offset);
                return Api.verify(challenge, "totp", code).extract().response();
            });
            assertThat(answers.get(0).statusCode()).isEqualTo(204);
            assertThat(answers.get(1).statusCode()).isIn(200, 401);
            if (answers.get(1).statusCode() == 200) {
                Api.session(answers.get(1).path("accessToken")).statusCode(401);
            } else {
                assertThat(answers.get(1).<String>path("type")).matches(".*:(challenge-expired|invalid-code)");
            }
            assertOff(ada);
        }
    }

    @Test
    @DisplayName("[RACE-08] Disabling and a code at the same moment: neither changes anything before it has the lock")
    void disabling_and_a_code_meet_at_the_user() throws Exception {
        Person ada = people.enrolled();
        String challenge = people.challengeFor(ada);
        String code = ada.app.codeAt(clock.instant());

        List<Response> answers = held.allWaiting(
                ada,
                List.of("session", "totp_authenticator", "recovery_code", "paper_key"),
                List.of(
                        () -> disable(ada),
                        () -> Api.verify(challenge, "totp", code).extract().response()));

        assertThat(answers.get(0).statusCode()).isEqualTo(204);
        assertThat(answers.get(1).statusCode()).isIn(200, 401);
        if (answers.get(1).statusCode() == 200) {
            Api.session(answers.get(1).path("accessToken")).statusCode(401);
        }
        assertOff(ada);
    }

    @Test
    @DisplayName(
            "[RACE-08] [DISB-03] Of eight simultaneous requests to disable, one succeeds, and the user gets one mail")
    void disabling_many_times_at_once() {
        Person ada = people.enrolled();
        List<Response> answers = AtOnce.run(8, () -> disable(ada));
        assertThat(answers).extracting(Response::statusCode).containsOnly(204, 409);
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 204).hasSize(1);
        assertThat(rows.number(
                        "select count(*) from mail_outbox where user_id = ?::uuid and kind = 'two_factor_disabled'",
                        ada.userId))
                .isOne();
        assertOff(ada);
    }

    private static Response disable(Person person) {
        return Api.as(person.accessToken)
                .body(Api.body("password", People.PASSWORD))
                .post("/v1/me/two-factor/disable");
    }

    private void assertOff(Person person) {
        for (String table : List.of("totp_authenticator", "recovery_code", "recovery_code_set", "paper_key")) {
            assertThat(rows.number("select count(*) from " + table + " where user_id = ?::uuid", person.userId))
                    .as("rows of %s", table)
                    .isZero();
        }
        assertThat(rows.number(
                        "select count(*) from session s join app_user u on u.id = s.user_id"
                                + " where u.id = ?::uuid and s.epoch = u.epoch and s.ended_at is null",
                        person.userId))
                .as("sessions that continue")
                .isOne();
        Api.session(person.accessToken).statusCode(200);
    }
}
