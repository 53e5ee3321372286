package dev.sallyport.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.HeldUser;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ResetDuringVerifyTest {

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
    @DisplayName("[RACE-08] VERIFY before SUPPORT_RESET: the user is signed in, and the session ends with the factor")
    void a_code_before_a_reset() throws Exception {
        Person ada = people.enrolled(people.newMember());

        Response verified = meet(ada, true);

        assertThat(verified.statusCode()).isEqualTo(200);
        Api.session(verified.path("accessToken")).statusCode(401);
        assertThatNoSessionOutlivesTheFactor(ada);
    }

    @Test
    @DisplayName("[RACE-08] SUPPORT_RESET before VERIFY: the code of the removed factor is refused")
    void a_reset_before_a_code() throws Exception {
        Person ada = people.enrolled(people.newMember());

        assertThat(meet(ada, false).statusCode()).isEqualTo(401);
        assertThatNoSessionOutlivesTheFactor(ada);
    }

    /**
     * Lets a code and a reset wait for the lock of the user, which the first to come gets first. Neither changes
     * anything before it has the lock.
     */
    private Response meet(Person ada, boolean codeFirst) throws Exception {
        Person agent = desk.agent();
        String challenge = people.challengeFor(ada);
        String code = ada.app.codeAt(clock.instant());
        String token = fresh(agent);
        Supplier<Response> verify =
                () -> Api.verify(challenge, "totp", code).extract().response();
        Supplier<Response> reset =
                () -> SupportDesk.reset(token, ada.userId).extract().response();

        List<Response> answers = held.inOrder(
                ada,
                List.of("session", "totp_authenticator", "recovery_code", "paper_key"),
                codeFirst ? List.of(verify, reset) : List.of(reset, verify));

        assertThat(answers.get(codeFirst ? 1 : 0).statusCode()).isEqualTo(200);
        return answers.get(codeFirst ? 0 : 1);
    }

    private void assertThatNoSessionOutlivesTheFactor(Person ada) {
        assertThat(desk.hasTwoFactor(ada)).isFalse();
        assertThat(rows.texts(
                        "select s.id from session s join app_user u on u.id = s.user_id and u.epoch = s.epoch"
                                + " where s.ended_at is null and u.id = ?::uuid",
                        ada.userId))
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
}
