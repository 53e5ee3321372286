package dev.sallyport.signin.verification;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.security.throttle.PasswordThrottle;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
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
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** An owner who signs in while strangers, who know the email only, enter wrong passwords. */
@QuarkusTest
@TestProfile(OtherSettings.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BlindSignInTest {

    private static final String HOME = "198.51.100.20";
    private static final int BLIND = 10;

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    /** What an earlier test counted has run out. */
    @BeforeEach
    void beginAnHour() {
        clock.advance(Duration.ofHours(1));
    }

    /** Wrong passwords, each from another address: those that are answered, and as many after them. */
    private static void attack(String email) {
        for (int number = 1; number <= 2 * PasswordThrottle.MAX_ATTEMPTS; number++) {
            Everywhere.signIn("203.0.113." + number, email, People.WRONG_PASSWORD)
                    .statusCode(number <= PasswordThrottle.MAX_ATTEMPTS ? 401 : 200);
        }
    }

    private static String challenge(String address, String email, String password) {
        return Api.read(Everywhere.signIn(address, email, password)
                        .statusCode(200)
                        .body("purpose", equalTo("extra_verification")))
                .path("challengeToken")
                .asText();
    }

    private static String challenge(Person owner) {
        return challenge(HOME, owner.email, People.PASSWORD);
    }

    private static ValidatableResponse verify(String challenge, String method, String code) {
        return Everywhere.verify(HOME, challenge, method, code);
    }

    private static void signedIn(ValidatableResponse answer) {
        answer.statusCode(200).body("status", equalTo("signed_in"));
    }

    @Test
    @DisplayName(
            "[THRT-04] under attack a user with an app signs in by app, recovery code and paper key, again and again")
    void a_user_with_an_app_signs_in() {
        Person ada = people.enrolled();
        attack(ada.email);
        signedIn(verify(challenge(ada), "totp", ada.app.codeAt(clock.instant())));
        Everywhere.signIn("203.0.113.99", ada.email, People.WRONG_PASSWORD).statusCode(200);
        signedIn(verify(challenge(ada), "recovery_code", ada.recoveryCodes.get(0)));
        clock.advance(Duration.ofMinutes(16));
        attack(ada.email);
        clock.nextStep();
        signedIn(verify(challenge(ada), "totp", ada.app.codeAt(clock.instant())));
        signedIn(verify(challenge(ada), "paper_key", ada.paperKey));
    }

    @Test
    @DisplayName("[THRT-04] under attack a user without an app signs in by mail, before the first sign-in and after it")
    void a_user_without_an_app_signs_in() {
        Person bob = people.newcomer();
        attack(bob.email);
        String first = challenge(bob);
        ValidatableResponse answer = verify(first, "email_code", mailbox.awaitCode(bob.email, 1));
        signedIn(answer);
        assertThat(Api.read(answer).path("deviceToken").asText()).startsWith("sp_dt_");

        String second = challenge(bob);
        signedIn(verify(second, "email_code", mailbox.awaitCode(bob.email, 2)));
    }

    @Test
    @DisplayName("[THRT-04] a recognized device is answered as ever, until its own budget is used up")
    void a_recognized_device_signs_in() {
        Person ada = people.signedIn();
        attack(ada.email);
        for (int number = 0; number < PasswordThrottle.MAX_ATTEMPTS; number++) {
            onDevice(ada, People.WRONG_PASSWORD).statusCode(401);
        }
        onDevice(ada, People.PASSWORD).statusCode(200).body("purpose", equalTo("extra_verification"));
        clock.advance(Duration.ofMinutes(16));
        attack(ada.email);
        onDevice(ada, People.PASSWORD).statusCode(200).body("status", equalTo("signed_in"));
    }

    private static ValidatableResponse onDevice(Person person, String password) {
        return Everywhere.from(HOME)
                .body(Api.body("email", person.email, "password", password, "deviceToken", person.deviceToken))
                .post("/v1/sign-in")
                .then();
    }

    @Test
    @DisplayName("[THRT-04] an attack from one address ends in 429 there, and the owner signs in from another")
    void one_address_has_a_budget() {
        Person ada = people.enrolled();
        String stranger = "203.0.113.200";
        for (int number = 0; number < PasswordThrottle.MAX_ATTEMPTS + BLIND; number++) {
            Everywhere.signIn(stranger, ada.email, People.WRONG_PASSWORD)
                    .statusCode(number < PasswordThrottle.MAX_ATTEMPTS ? 401 : 200);
        }
        refused(Everywhere.signIn(stranger, ada.email, People.WRONG_PASSWORD), 429, "too-many-attempts")
                .header("Retry-After", "900");
        refused(Everywhere.signIn(stranger, ada.email, People.PASSWORD), 429, "too-many-attempts");
        assertThat(rows.number(
                        "select count(*) from blind_challenge where user_id = ?::uuid and not password_right",
                        ada.userId))
                .isEqualTo(BLIND);

        signedIn(verify(challenge(ada), "totp", ada.app.codeAt(clock.instant())));
        clock.advance(Duration.ofMinutes(15));
        Everywhere.signIn(stranger, ada.email, People.WRONG_PASSWORD).statusCode(401);
    }

    @Test
    @DisplayName("[THRT-04] the addresses of an IPv6 /64 share a budget")
    void a_network_of_ipv6_has_one_budget() {
        Person ada = people.newcomer();
        attack(ada.email);
        for (int number = 0; number < BLIND; number++) {
            Everywhere.signIn("2001:db8:7:1::" + number, ada.email, People.WRONG_PASSWORD)
                    .statusCode(200);
        }
        Everywhere.signIn("2001:db8:7:1:ffff::1", ada.email, People.WRONG_PASSWORD)
                .statusCode(429);
        Everywhere.signIn("2001:db8:7:2::1", ada.email, People.WRONG_PASSWORD).statusCode(200);
    }

    @Test
    @DisplayName("[THRT-04] a new password ends the blindness at once, by a link and by the present one")
    void a_new_password_clears_the_count() {
        Person ada = people.signedIn();
        attack(ada.email);
        rows.change(
                "insert into failed_attempts (user_id, failures, consecutive_failures, locks, blind_failures, blind_consecutive_failures,"
                        + " blind_locks) values (?::uuid, 0, 0, 0, 5, 100, 1) on conflict (user_id) do update set"
                        + " blind_failures = 5, blind_consecutive_failures = 100, blind_locks = 1",
                ada.userId);
        Api.json()
                .body(Api.body("email", ada.email))
                .post("/v1/password/forgot")
                .then()
                .statusCode(202);
        Api.setPassword(mailbox.awaitToken(ada.email, "sp_pr_", 1), People.NEW_PASSWORD)
                .statusCode(204);

        Everywhere.signIn("203.0.113.1", ada.email, People.NEW_PASSWORD)
                .statusCode(200)
                .body("purpose", equalTo("device_verification"));
        assertThat(rows.number(
                        "select count(*) from allowance a join blind_challenge c on a.owner = encode(c.email_hash, 'hex')"
                                + " where a.kind = 'blind_sign_in' and c.user_id = ?::uuid",
                        ada.userId))
                .isZero();
        assertThat(rows.number(
                        "select blind_failures + blind_consecutive_failures + blind_locks from failed_attempts"
                                + " where user_id = ?::uuid",
                        ada.userId))
                .as("wrong codes after the former password")
                .isZero();
    }

    @Test
    @DisplayName("[THRT-04] of sign-ins at once with one email some are refused with 503, and other users feel nothing")
    void other_users_are_not_touched() {
        Person ada = people.newcomer();
        Person bob = people.newcomer();
        attack(ada.email);
        List<Integer> statuses = AtOnce.run(
                40,
                number -> () -> Everywhere.signIn("192.0.2." + number, ada.email, People.WRONG_PASSWORD)
                        .extract()
                        .statusCode());

        assertThat(statuses).containsAnyOf(200).isSubsetOf(200, 503);
        Everywhere.signIn(HOME, bob.email, People.PASSWORD)
                .statusCode(200)
                .body("purpose", equalTo("device_verification"));
    }

    @Test
    @DisplayName("[AUTH-03] the answer says what to ask for, and discloses nothing")
    void the_answer_is_a_challenge() {
        Person ada = people.enrolled();
        attack(ada.email);
        Everywhere.signIn(HOME, ada.email, People.PASSWORD)
                .statusCode(200)
                .body("status", equalTo("challenge_required"))
                .body("methods", contains("passkey", "totp", "email_code", "recovery_code", "paper_key", "access_code"))
                .body("trustDeviceAllowed", equalTo(false))
                .body("accessToken", nullValue());
    }

    @Test
    @DisplayName("[AUTH-05] a new password, a set-up or a suspension between the steps voids a right password")
    void a_change_between_the_steps_voids_the_challenge() {
        Person ada = people.signedIn();
        attack(ada.email);
        String epoch = challenge(ada);
        String epochCode = mailbox.awaitCode(ada.email, 2);
        rows.change("update app_user set epoch = epoch + 1 where id = ?::uuid", ada.userId);
        refused(verify(epoch, "email_code", epochCode), 401, "invalid-code");

        String disabled = challenge(ada);
        String disabledCode = mailbox.awaitCode(ada.email, 3);
        rows.change("update app_user set status = 'disabled' where id = ?::uuid", ada.userId);
        refused(verify(disabled, "email_code", disabledCode), 401, "invalid-code");
    }

    @Test
    @DisplayName("[AUTH-05] once an app is set up, a code by mail does not stand in for it")
    void mail_does_not_stand_in_for_an_app() {
        Person ada = people.signedIn();
        attack(ada.email);
        String challenge = challenge(ada);
        String code = mailbox.awaitCode(ada.email, 2);
        people.enroll(ada);
        int sessions = rows.sessionsOf(ada);

        refused(verify(challenge, "email_code", code), 401, "invalid-code");
        assertThat(rows.sessionsOf(ada)).isEqualTo(sessions);
    }

    @Test
    @DisplayName("[AUTH-04] a blind challenge succeeds once, lives ten minutes, and dies after five wrong codes")
    void a_challenge_succeeds_once() {
        Person ada = people.enrolled();
        attack(ada.email);
        String used = challenge(ada);
        signedIn(verify(used, "recovery_code", ada.recoveryCodes.get(0)));
        refused(verify(used, "recovery_code", ada.recoveryCodes.get(1)), 401, "challenge-expired");

        String dead = challenge(ada);
        for (int left = 4; left >= 0; left--) {
            refused(verify(dead, "recovery_code", Guesses.otherThan(ada.recoveryCodes.get(0))), 401, "invalid-code")
                    .body("attemptsLeft", equalTo(left));
        }
        refused(verify(dead, "recovery_code", ada.recoveryCodes.get(1)), 401, "challenge-expired");

        String late = challenge(ada);
        clock.advance(Duration.ofMinutes(10).plusSeconds(1));
        refused(verify(late, "recovery_code", ada.recoveryCodes.get(1)), 401, "challenge-expired");
        clock.advance(Duration.ofMinutes(10));
        signedIn(Api.verify(people.challengeFor(ada), "recovery_code", ada.recoveryCodes.get(1)));
    }
}
