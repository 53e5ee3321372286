package dev.sallyport.factors.factor;

import static dev.sallyport.testing.Api.body;
import static dev.sallyport.testing.Ceremonies.refused;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A transaction holds the row of a user, as every change of factors does, while a code of that user's comes in. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LockOrderTest {

    @Inject
    People people;

    @Inject
    TestClock clock;

    @Inject
    HeldUser held;

    @Inject
    Rows rows;

    @Test
    @DisplayName(
            "[RACE-08] A code waits for the user before it touches a factor: no change of factors waits for it in turn")
    void the_user_is_locked_before_the_factor() throws Exception {
        Person ada = people.enrolled();
        String challenge = people.challengeFor(ada);
        String code = ada.app.codeAt(clock.instant());

        whileHeld(ada, "totp_authenticator", () -> stepUp(ada, "totp", code));
        clock.nextStep();
        whileHeld(ada, "recovery_code", () -> stepUp(ada, "recovery_code", ada.recoveryCodes.get(0)));
        whileHeld(
                ada,
                "paper_key",
                () -> Api.verify(challenge, "paper_key", ada.paperKey).extract().response());

        Person bob = people.enrolled();
        whileHeld(
                bob,
                "recovery_code",
                () -> Api.as(bob.accessToken)
                        .body(body(
                                "password",
                                People.PASSWORD,
                                "method",
                                "recovery_code",
                                "code",
                                bob.recoveryCodes.get(0)))
                        .post("/v1/me/two-factor/disable"));
    }

    @Test
    @DisplayName("[AUTH-05] A user who is disabled while a code comes in gets no session, and no fault")
    void a_user_is_disabled_meanwhile() throws Exception {
        Person ada = people.enrolled();
        String challenge = people.challengeFor(ada);
        int sessions = rows.sessionsOf(ada);

        Response answer = held.meanwhile(
                ada,
                "update app_user set status = 'disabled' where id = ?",
                () -> Api.verify(challenge, "paper_key", ada.paperKey).extract().response());

        refused(answer.then(), 429, "too-many-attempts");
        assertThat(rows.sessionsOf(ada)).isEqualTo(sessions);
        assertThat(rows.number("select count(*) from paper_key where user_id = ?::uuid", ada.userId))
                .isOne();
    }

    @Test
    @DisplayName("[RACE-08] a new password does not hold the user while it waits for the guesses at the old one")
    void a_new_password_waits_for_guesses_without_the_user() throws Exception {
        Person ada = people.signedIn();
        rows.change(
                "insert into allowance (owner, kind, part, taken, began_at, expires_at) values"
                        + " (encode(sha256(convert_to(?, 'UTF8')), 'hex'), 'blind_proof', '', '{0}', array[now()],"
                        + " now() + interval '1 year')",
                ada.email);
        List<CompletableFuture<Response>> answer = new ArrayList<>();

        rows.whileHeld(
                "select from allowance where owner = encode(sha256('" + ada.email + "'), 'hex') for update", () -> {
                    answer.add(CompletableFuture.supplyAsync(() -> Api.as(ada.accessToken)
                            .body(body("currentPassword", People.PASSWORD, "newPassword", People.NEW_PASSWORD))
                            .put("/v1/me/password")));
                    rows.awaitWaiting();
                    assertFree("app_user where id", ada);
                });

        assertThat(answer.get(0).get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
        assertThat(rows.number(
                        "select count(*) from allowance where owner = encode(sha256(convert_to(?, 'UTF8')), 'hex')",
                        ada.email))
                .isZero();
    }

    @Test
    @DisplayName("[RACE-08] the hundredth wrong code waits for the attempts before it locks user or factor")
    void the_end_of_guessing_locks_the_attempts_first() throws Exception {
        Person ada = people.enrolled();
        rows.change(
                "insert into failed_attempts (user_id, failures, consecutive_failures, locks) values (?::uuid, 5, 99, 9)"
                        + " on conflict (user_id) do update set consecutive_failures = 99",
                ada.userId);
        String wrong = ada.app.wrongCodeAt(clock.instant());
        List<CompletableFuture<Response>> answer = new ArrayList<>();

        rows.whileHeld("select from failed_attempts where user_id = '" + ada.userId + "' for update", () -> {
            answer.add(CompletableFuture.supplyAsync(() -> stepUp(ada, "totp", wrong)));
            rows.awaitWaiting();
            assertFree("app_user where id", ada);
            assertFree("totp_authenticator where user_id", ada);
        });

        refused(answer.get(0).get(20, TimeUnit.SECONDS).then(), 401, "invalid-code");
        assertThat(rows.text("select status from totp_authenticator where user_id = ?::uuid", ada.userId))
                .isEqualTo("suspended");
    }

    /** Fails at once where another transaction has locked a row of the person. */
    private void assertFree(String rowOf, Person person) {
        assertThat(rows.number(
                        "select count(*) from (select from " + rowOf + " = ?::uuid for update nowait) free",
                        person.userId))
                .isOne();
    }

    private static Response stepUp(Person person, String method, String code) {
        return Api.as(person.accessToken)
                .body(body("method", method, "code", code))
                .post("/v1/me/step-up");
    }

    /** Lets the call run into the locked user; the factors must be free still. */
    private void whileHeld(Person person, String factors, Supplier<Response> call) throws Exception {
        String take = "select from " + factors + " where user_id = ? for update nowait";
        assertThat(held.meanwhile(person, take, call).statusCode()).as(factors).isIn(200, 204);
    }
}
