package dev.sallyport.signin.verification;

import static dev.sallyport.signin.verification.BlindSignIns.challenge;
import static dev.sallyport.signin.verification.BlindSignIns.useUp;
import static dev.sallyport.signin.verification.BlindSignIns.verify;
import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Everywhere;
import dev.sallyport.testing.Guesses;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.OtherSettings;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** How many wrong codes and passwords a blind sign-in takes. */
@QuarkusTest
@TestProfile(OtherSettings.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BlindLimitsTest {

    private static final int A_DAY = 10;

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    @BeforeEach
    void beginAnHour() {
        clock.advance(Duration.ofHours(1));
    }

    private int failures(Person person) {
        return rows.number(
                "select coalesce(sum(consecutive_failures), 0) from failed_attempts where user_id = ?::uuid",
                person.userId);
    }

    private int blindFailures(Person person) {
        return rows.number(
                "select coalesce(sum(blind_consecutive_failures), 0) from failed_attempts where user_id = ?::uuid",
                person.userId);
    }

    private static void signedIn(ValidatableResponse answer) {
        answer.statusCode(200).body("status", equalTo("signed_in"));
    }

    @Test
    @DisplayName(
            "[THRT-01] without the password, wrong codes do not close blind sign-ins; with it ten wrong codes do, unseen")
    void only_the_right_password_spends_the_second_step() {
        Person ada = people.enrolled();
        useUp(ada.email);
        String wrong = ada.app.wrongCodeAt(clock.instant());
        for (int number = 0; number < 3; number++) {
            String stranger = challenge(ada, People.WRONG_PASSWORD);
            for (int tried = 0; tried < 5; tried++) {
                verify(stranger, "totp", wrong).statusCode(401);
            }
        }
        assertThat(failures(ada)).isZero();
        assertThat(blindFailures(ada)).isZero();

        for (int number = 0; number < 2; number++) {
            String thief = challenge(ada, People.PASSWORD);
            for (int tried = 0; tried < 5; tried++) {
                refused(verify(thief, "totp", wrong), 401, "invalid-code");
            }
        }
        String code = ada.app.codeAt(clock.instant());
        refused(verify(challenge(ada, People.PASSWORD), "totp", code), 401, "invalid-code")
                .body("attemptsLeft", equalTo(4));
        assertThat(failures(ada)).isZero();
        assertThat(blindFailures(ada)).isEqualTo(10);
        mailbox.awaitMail(ada.email, "Wrong codes were entered");
        mailbox.awaitMail(ada.email, "Too many wrong codes");
        clock.advance(Duration.ofMinutes(16));
        clock.nextStep();
        Api.verify(people.challengeFor(ada), "totp", ada.app.codeAt(clock.instant()))
                .statusCode(200);
        assertThat(blindFailures(ada)).isZero();
    }

    @Test
    @DisplayName("[THRT-01] a hundred wrong codes after the right password close blind sign-ins until a complete one")
    void a_hundred_wrong_codes_close_blind_sign_ins() {
        Person ada = people.enrolled();
        useUp(ada.email);
        rows.change(
                "insert into failed_attempts (user_id, failures, consecutive_failures, locks, blind_failures, blind_consecutive_failures)"
                        + " values (?::uuid, 0, 0, 0, 8, 99)"
                        + " on conflict (user_id) do update set blind_failures = 8, blind_consecutive_failures = 99",
                ada.userId);
        String thief = challenge(ada, People.PASSWORD);
        refused(verify(thief, "recovery_code", Guesses.otherThan(ada.recoveryCodes.get(0))), 401, "invalid-code");
        refused(verify(thief, "recovery_code", ada.recoveryCodes.get(0)), 401, "invalid-code");

        clock.advance(Duration.ofDays(1));
        signedIn(Api.verify(people.challengeFor(ada), "totp", ada.app.codeAt(clock.instant())));
        useUp(ada.email);
        signedIn(verify(challenge(ada, People.PASSWORD), "recovery_code", ada.recoveryCodes.get(0)));
    }

    @Test
    @DisplayName(
            "[THRT-04] a thief of the second factor gets ten blind guesses at the password a day, and uses no code up")
    void a_second_proof_with_wrong_passwords_is_counted() {
        Person ada = people.enrolled();
        useUp(ada.email);
        String recovery = ada.recoveryCodes.get(0);
        verify(challenge(ada, People.WRONG_PASSWORD), "recovery_code", recovery).statusCode(401);
        signedIn(verify(challenge(ada, People.PASSWORD), "recovery_code", recovery));
        for (int guess = 2; guess <= A_DAY; guess++) {
            String challenge = Api.read(Everywhere.signIn("192.0.2." + guess, ada.email, People.WRONG_PASSWORD))
                    .path("challengeToken")
                    .asText();
            refused(verify(challenge, "totp", ada.app.codeAt(clock.instant())), 401, "invalid-code");
        }

        String right = challenge(ada, People.PASSWORD);
        refused(verify(right, "totp", ada.app.codeAt(clock.instant())), 401, "invalid-code");
        refused(verify(right, "recovery_code", ada.recoveryCodes.get(1)), 401, "invalid-code");
        assertThat(failures(ada)).isZero();
        clock.advance(Duration.ofDays(1));
        useUp(ada.email);
        signedIn(verify(challenge(ada, People.PASSWORD), "recovery_code", ada.recoveryCodes.get(1)));
    }
}
