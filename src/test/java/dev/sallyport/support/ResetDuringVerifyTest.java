package dev.sallyport.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.support.agent.ResetAllowance;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.HeldUser;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ResetDuringVerifyTest {

    private static final int PAIRS = 15;
    private static final int AN_AGENT_MAY = ResetAllowance.BY_AGENT;
    private static final long WIDEST_OFFSET = 20_000_000;

    @Inject
    Rows rows;

    @Inject
    People people;

    @Inject
    HeldUser held;

    @Inject
    SupportDesk desk;

    @Inject
    TestClock clock;

    @Test
    @DisplayName(
            "[RACE-08] SUPPORT_RESET during VERIFY: one of the two serial orders, and no session outlives the factor")
    void a_reset_during_a_sign_in() {
        Person agent = null;
        for (int pair = 0; pair < PAIRS; pair++) {
            if (pair % AN_AGENT_MAY == 0) {
                agent = desk.agent();
            } else {
                agent.accessToken = fresh(agent);
            }
            race(agent, people.enrolled(people.newMember()));
        }
    }

    @Test
    @DisplayName(
            "[RACE-08] SUPPORT_RESET and a code at the same moment: neither changes anything before it has the lock")
    void a_reset_and_a_code_meet_at_the_user() throws Exception {
        Person agent = desk.agent();
        Person ada = people.enrolled(people.newMember());
        String challenge = people.challengeFor(ada);
        String code = ada.app.codeAt(clock.instant());
        String token = fresh(agent);

        List<Response> answers = held.allWaiting(
                ada,
                List.of("session", "totp_authenticator", "recovery_code", "paper_key"),
                List.of(
                        () -> Api.verify(challenge, "totp", code).extract().response(),
                        () -> SupportDesk.reset(token, ada.userId).extract().response()));

        assertThat(answers.get(1).statusCode()).isEqualTo(200);
        assertThat(answers.get(0).statusCode()).isIn(200, 401);
        if (answers.get(0).statusCode() == 200) {
            Api.session(answers.get(0).path("accessToken")).statusCode(401);
        }
        assertThat(desk.hasTwoFactor(ada)).isFalse();
    }

    private void race(Person agent, Person ada) {
        String challenge = people.challengeFor(ada);
        String code = ada.app.codeAt(clock.instant());
        String token = agent.accessToken;
        List<ExtractableResponse<Response>> answers = AtOnce.run(2, number -> () -> {
            spin(ThreadLocalRandom.current().nextLong(WIDEST_OFFSET));
            return number == 0
                    ? Api.verify(challenge, "totp", code).extract()
                    : SupportDesk.reset(token, ada.userId).extract();
        });
        assertThat(answers.get(1).statusCode()).isEqualTo(200);
        assertThat(answers.get(0).statusCode()).isIn(200, 401);
        if (answers.get(0).statusCode() == 200) {
            Api.session(answers.get(0).path("accessToken")).statusCode(401);
        }
        assertThat(desk.hasTwoFactor(ada)).isFalse();
        assertThat(rows.texts("select s.id from session s join app_user u on u.id = s.user_id and u.epoch = s.epoch"
                        + " where s.ended_at is null and u.id = '" + ada.userId + "'"))
                .isEmpty();
    }

    /** The clock moves on with every user who enrolls, and access tokens live for minutes. */
    private String fresh(Person agent) {
        return Api.as(agent.accessToken)
                .body(Api.body("method", "totp", "code", agent.app.codeAt(clock.instant())))
                .post("/v1/me/step-up")
                .then()
                .statusCode(200)
                .extract()
                .path("accessToken");
    }

    private static void spin(long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
