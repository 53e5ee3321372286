package dev.sallyport.signin.verification;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TotpSignInTest {

    private static final long STEP = 30;

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    @Inject
    Mailbox mailbox;

    private void moveOn(int steps) {
        for (int step = 0; step < steps; step++) {
            clock.nextStep();
        }
    }

    private Instant stepsFromNow(int steps) {
        return clock.instant().plusSeconds(STEP * steps);
    }

    @Test
    @DisplayName("[TOTP-02] [V6] Of the codes of T-3 to T+3 exactly T-1, T, T+1 pass, at second 1 and 29 of a step")
    void exactly_three_steps_pass() {
        List<Person> atSecond1 = new ArrayList<>();
        List<Person> atSecond29 = new ArrayList<>();
        for (int user = 0; user < 7; user++) {
            atSecond1.add(people.enrolled());
            atSecond29.add(people.enrolled());
        }
        moveOn(5);

        clock.advance(Duration.ofSeconds(1));
        assertOnlyThreePass(atSecond1);
        clock.advance(Duration.ofSeconds(28));
        assertOnlyThreePass(atSecond29);
    }

    private void assertOnlyThreePass(List<Person> users) {
        for (int offset = -3; offset <= 3; offset++) {
            int status = ceremonies
                    .answerWithApp(users.get(offset + 3), stepsFromNow(offset))
                    .extract()
                    .statusCode();
            assertThat(status).as("offset %d", offset).isEqualTo(Math.abs(offset) <= 1 ? 200 : 401);
        }
    }

    @Test
    @DisplayName("[TOTP-02] Two consecutive codes of the future do not move the window")
    void the_window_does_not_drift() {
        Person ada = people.enrolled();
        String challenge = people.challengeFor(ada);

        for (int offset : new int[] {5, 6, 5}) {
            refused(Api.verify(challenge, "totp", ada.app.codeAt(stepsFromNow(offset))), 401, "invalid-code");
        }

        Api.verify(challenge, "totp", ada.app.codeAt(clock.instant())).statusCode(200);
    }

    @Test
    @DisplayName("[TOTP-03] [V4] A spent step and all before it are refused for good, the next one passes once")
    void a_step_is_accepted_once() {
        Person ada = people.enrolled();
        moveOn(3);
        Instant first = clock.instant();
        ceremonies.answerWithApp(ada, first).statusCode(200);

        refused(ceremonies.answerWithApp(ada, first), 401, "invalid-code");
        refused(ceremonies.answerWithApp(ada, first.minusSeconds(STEP)), 401, "invalid-code");
        ceremonies.answerWithApp(ada, first.plusSeconds(STEP)).statusCode(200);
        refused(ceremonies.answerWithApp(ada, first.plusSeconds(STEP)), 401, "invalid-code");

        clock.nextStep();
        refused(ceremonies.answerWithApp(ada, first), 401, "invalid-code");
        refused(ceremonies.answerWithApp(ada, first.plusSeconds(STEP)), 401, "invalid-code");
        clock.nextStep();
        ceremonies.answerWithApp(ada, clock.instant()).statusCode(200);
    }

    @Test
    @DisplayName("[V4] Steps are spent for each app by itself, and either app answers")
    void each_app_spends_its_own_steps() {
        Person ada = people.enrolled();
        Person second = people.enrolled();
        ada.accessToken = ceremonies
                .answerWithApp(ada, clock.instant())
                .statusCode(200)
                .extract()
                .path("accessToken");
        var firstApp = ada.app;
        ceremonies.start(ada);
        ceremonies.confirm(ada).statusCode(200).body("recoveryCodes", nullValue());
        moveOn(2);

        ceremonies.answerWithApp(ada, clock.instant()).statusCode(200);
        refused(ceremonies.answerWithApp(ada, clock.instant()), 401, "invalid-code");
        ada.app = firstApp;
        ceremonies.answerWithApp(ada, clock.instant()).statusCode(200);
        ada.app = second.app;
        refused(ceremonies.answerWithApp(ada, clock.instant()), 401, "invalid-code");
        ceremonies.answerWithApp(second, clock.instant()).statusCode(200);
    }

    @Test
    @DisplayName("[S6] [V16] The challenge names the app as its method, and the session says how it was reached")
    void password_first_then_the_app() {
        Person ada = people.enrolled();
        long mails = mailbox.mailsTo(ada.email).size();

        String challenge = Api.signIn(ada.email, People.PASSWORD, null)
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("status", equalTo("challenge_required"))
                .body("purpose", equalTo("two_factor"))
                .body("methods", contains("totp", "recovery_code", "paper_key"))
                .body("emailHint", nullValue())
                .body("accessToken", nullValue())
                .body("refreshToken", nullValue())
                .body("expiresAt", equalTo(clock.instant().plusSeconds(600).toString()))
                .extract()
                .path("challengeToken");
        String token = Api.verify(challenge, "totp", ada.app.codeAt(clock.instant()))
                .statusCode(200)
                .extract()
                .path("accessToken");

        Api.session(token).body("acr", equalTo("2fa")).body("amr", contains("pwd", "otp", "mfa"));
        assertThat(mailbox.mailsTo(ada.email).size() - mails)
                .as("that the app was set up, and the new device")
                .isLessThanOrEqualTo(2);
        assertThat(rows.number(
                        "select count(*) from mail_outbox where kind = 'email_code' and user_id = ?::uuid", ada.userId))
                .isOne();
    }

    @Test
    @DisplayName("[V16] The challenge of an unknown device names the mail and a masked address")
    void an_unknown_device_is_told_where_the_code_went() {
        Person ada = people.newcomer();

        Api.signIn(ada.email, People.PASSWORD, null)
                .statusCode(200)
                .body("methods", contains("email_code"))
                .body("emailHint", matchesPattern("u•+@e•+\\.org"));
    }

    @Test
    @DisplayName("[V16] A method that the challenge does not offer is 400 and spends no try")
    void a_method_that_is_not_offered_costs_nothing() {
        Person ada = people.enrolled();
        String challenge = people.challengeFor(ada);
        for (int attempt = 0; attempt < 6; attempt++) {
            refused(Api.verify(challenge, "email_code", "123456"), 400, "invalid-request");
        }

        Api.verify(challenge, "totp", ada.app.codeAt(clock.instant())).statusCode(200);
    }

    @Test
    @DisplayName("[TOTP-07] A right code without the challenge of a right password is refused")
    void a_code_alone_is_nothing() {
        Person ada = people.enrolled();
        String code = ada.app.codeAt(clock.instant());

        refused(Api.signIn(ada.email, "wrong " + People.PASSWORD, null), 401, "invalid-credentials");
        refused(Api.verify("", "totp", code), 401, "challenge-expired");
        refused(Api.verify("sp_ch_" + "A".repeat(43), "totp", code), 401, "challenge-expired");
        refused(Api.verify(ada.accessToken, "totp", code), 400, "invalid-request");
        refused(Api.verify(ada.refreshToken, "totp", code), 401, "challenge-expired");
        refused(Api.verify(people.challengeFor(people.enrolled()), "totp", code), 401, "invalid-code");

        Api.verify(people.challengeFor(ada), "totp", ada.app.codeAt(clock.instant()))
                .statusCode(200);
    }

    @Test
    @DisplayName("[V14] A challenge is good for one sign-in, whatever code comes after")
    void a_challenge_is_single_use() {
        Person ada = people.enrolled();
        String challenge = people.challengeFor(ada);
        Api.verify(challenge, "totp", ada.app.codeAt(clock.instant())).statusCode(200);

        clock.nextStep();
        String next = ada.app.codeAt(clock.instant());
        refused(Api.verify(challenge, "totp", next), 401, "challenge-expired");
        Api.verify(people.challengeFor(ada), "totp", next).statusCode(200);
    }

    @Test
    @DisplayName("[V14] A challenge lives ten minutes: good one second before, dead at the end")
    void a_challenge_lives_ten_minutes() {
        Person ada = people.enrolled();
        String good = people.challengeFor(ada);
        String late = people.challengeFor(ada);

        clock.advance(Duration.ofMinutes(10).minusSeconds(1));
        Api.verify(good, "totp", ada.app.codeAt(clock.instant())).statusCode(200);
        clock.advance(Duration.ofSeconds(1));
        String code = ada.app.codeAt(clock.instant().plusSeconds(STEP));
        refused(Api.verify(late, "totp", code), 401, "challenge-expired");
        Api.verify(people.challengeFor(ada), "totp", code).statusCode(200);
    }

    @Test
    @DisplayName("[TOTP-07] When the step cannot be stored no session starts, and the code stays valid")
    void a_step_that_cannot_be_stored_signs_no_user_in() {
        Person ada = people.enrolled();
        String challenge = people.challengeFor(ada);
        String code = ada.app.codeAt(clock.instant());
        rows.change("""
                create function refuse_for_test() returns trigger language plpgsql as $$
                begin raise exception 'read-only for a test' using errcode = '25006'; end $$;
                create trigger refuse_for_test before update on totp_authenticator
                    for each row when (old.user_id = '%s') execute function refuse_for_test()
                """.formatted(ada.userId));
        try {
            refused(Api.verify(challenge, "totp", code).body("accessToken", nullValue()), 503, "unavailable");
            assertThat(rows.number("select count(*) from session where user_id = ?::uuid", ada.userId))
                    .isOne();
        } finally {
            rows.change("drop trigger refuse_for_test on totp_authenticator; drop function refuse_for_test()");
        }

        Api.verify(challenge, "totp", code).statusCode(200);
    }
}
