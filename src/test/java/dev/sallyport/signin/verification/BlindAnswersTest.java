package dev.sallyport.signin.verification;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Answer;
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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** That no answer of a blind sign-in says whether the password was right, and whose email it is. */
@QuarkusTest
@TestProfile(OtherSettings.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BlindAnswersTest {

    private static final String HOME = "198.51.100.20";
    private static final int ANSWERED = 10;
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

    /** A sign-in of some kind of user, with a password of some kind. */
    private static final Pattern LEFT = Pattern.compile(";r=([0-9]+)");

    private record Sample(String kind, String email, String password) {}

    /** The ten that are answered: from now on this email is signed in to blindly. */
    private static void useUp(String email) {
        for (int number = 1; number <= ANSWERED; number++) {
            Everywhere.signIn("203.0.113." + number, email, People.WRONG_PASSWORD)
                    .statusCode(401);
        }
    }

    private List<Sample> samples() {
        Person enrolled = people.enrolled();
        Person signedIn = people.signedIn();
        Person newcomer = people.newcomer();
        Person disabled = people.newcomer();
        rows.change("update app_user set status = 'disabled' where id = ?::uuid", disabled.userId);
        Person ssoOnly = people.newcomer();
        rows.change("delete from password_credential where user_id = ?::uuid", ssoOnly.userId);
        Person reported = people.newcomer();
        rows.change(
                "update password_credential set reset_required_at = now() where user_id = ?::uuid", reported.userId);
        String unknown = "user-nobody-" + System.nanoTime() + "@example.org";
        List<Sample> samples = new ArrayList<>();
        for (Person person : List.of(enrolled, signedIn, newcomer, disabled, ssoOnly, reported)) {
            useUp(person.email);
            samples.add(new Sample("right", person.email, People.PASSWORD));
            samples.add(new Sample("wrong", person.email, People.WRONG_PASSWORD));
        }
        useUp(unknown);
        samples.add(new Sample("unknown", unknown, People.PASSWORD));
        return samples;
    }

    private static Answer withoutToken(ValidatableResponse answer) {
        return Answer.of(answer).withoutToken();
    }

    private static ValidatableResponse signIn(Sample sample) {
        return Everywhere.signIn(HOME, sample.email(), sample.password());
    }

    private static String challenge(Sample sample) {
        return Api.read(signIn(sample).statusCode(200)).path("challengeToken").asText();
    }

    private static String challenge(Person person, String password) {
        return challenge(new Sample("", person.email, password));
    }

    private static ValidatableResponse verify(String challenge, String method, String code) {
        return Everywhere.verify(HOME, challenge, method, code);
    }

    private static ValidatableResponse post(String path, String challenge) {
        return Everywhere.from(HOME)
                .body(Api.body("challengeToken", challenge))
                .post(path)
                .then();
    }

    /** What is left of each limit falls with each request, whatever it was about. */
    private static void assertEachTakesOne(List<ValidatableResponse> answers) {
        List<List<Integer>> left = answers.stream()
                .map(answer ->
                        LEFT.matcher(answer.extract().header("RateLimit")).results())
                .map(found -> found.map(each -> Integer.valueOf(each.group(1))).toList())
                .toList();
        for (int next = 1; next < left.size(); next++) {
            assertThat(left.get(next).stream().map(number -> number + 1).toList())
                    .isEqualTo(left.get(next - 1));
        }
    }

    @Test
    @DisplayName(
            "[THRT-03] [AUTH-01] right, wrong, unknown, disabled: each answer to both steps is the same to the byte")
    void no_answer_tells_anything() {
        List<Sample> samples = samples();
        List<ValidatableResponse> answers =
                samples.stream().map(BlindAnswersTest::signIn).toList();
        assertThat(answers.stream().map(BlindAnswersTest::withoutToken).distinct())
                .singleElement()
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(200));
        assertEachTakesOne(answers);
        clock.advance(Duration.ofMinutes(1));

        List<String> challenges =
                samples.stream().map(BlindAnswersTest::challenge).toList();
        Stream<Function<String, ValidatableResponse>> acts = Stream.of(
                token -> verify(token, "totp", "000000"),
                token -> post("/v1/sign-in/challenge", token),
                token -> post("/v1/sign-in/resend", token),
                token -> verify(token, "email_code", "000000"),
                token -> verify(token, "recovery_code", "0000-0000-0000-0000"),
                token -> verify(token, "paper_key", "0".repeat(64)),
                token -> verify(token, "totp", "12345"),
                token -> verify(token, "totp", "000000"),
                token -> verify(token, "totp", "000000"),
                token -> post("/v1/sign-in/challenge", token),
                token -> post("/v1/sign-in/resend", token));
        acts.forEach(act -> assertThat(challenges.stream()
                        .map(token -> withoutToken(act.apply(token)))
                        .distinct())
                .hasSize(1));
    }

    @Test
    @DisplayName("[THRT-03] no mail leaves for a wrong password, nor for a right one of a user with an app")
    void mails_follow_the_right_password_only() {
        Person ada = people.enrolled();
        Person bob = people.newcomer();
        useUp(ada.email);
        useUp(bob.email);
        post("/v1/sign-in/resend", challenge(ada, People.PASSWORD)).statusCode(202);
        post("/v1/sign-in/resend", challenge(bob, People.WRONG_PASSWORD)).statusCode(202);
        Person reported = people.newcomer();
        rows.change(
                "update password_credential set reset_required_at = now() where user_id = ?::uuid", reported.userId);
        useUp(reported.email);
        challenge(reported, People.PASSWORD);
        Person barred = people.newcomer();
        rows.change("update app_user set sign_in_barred = true where id = ?::uuid", barred.userId);
        useUp(barred.email);
        challenge(barred, People.PASSWORD);
        String right = challenge(bob, People.PASSWORD);
        mailbox.awaitCode(bob.email, 1);
        clock.advance(Duration.ofSeconds(31));
        post("/v1/sign-in/resend", right).statusCode(202).body("delivery", equalTo("queued"));
        mailbox.awaitCode(bob.email, 2);

        assertThat(codesTo(bob)).isEqualTo(2);
        assertThat(codesTo(ada)).isOne(); // of the sign-in before the set-up
        assertThat(codesTo(reported)).isZero();
        assertThat(codesTo(barred)).isZero();
    }

    private int failures(Person person) {
        return rows.number(
                "select coalesce(sum(in_a_row), 0) from failed_attempts where user_id = ?::uuid", person.userId);
    }

    private int blindFailures(Person person) {
        return rows.number(
                "select coalesce(sum(blind_in_a_row), 0) from failed_attempts where user_id = ?::uuid", person.userId);
    }

    private int codesTo(Person person) {
        return rows.number(
                "select count(*) from mail_outbox where kind = 'email_code' and user_id = ?::uuid", person.userId);
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
                "insert into failed_attempts (user_id, failures, in_a_row, locks, blind_failures, blind_in_a_row)"
                        + " values (?::uuid, 0, 0, 0, 8, 99)"
                        + " on conflict (user_id) do update set blind_failures = 8, blind_in_a_row = 99",
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

    private static void signedIn(ValidatableResponse answer) {
        answer.statusCode(200).body("status", equalTo("signed_in"));
    }

    @Test
    @DisplayName("[NOTI-04] a run of wrong passwords brings its owner one mail a day, and one event")
    void a_run_is_told_once_a_day() {
        Person ada = people.newcomer();
        String unknown = "user-nobody-" + System.nanoTime() + "@example.org";
        for (int window = 0; window < 3; window++) {
            useUp(ada.email);
            useUp(unknown);
            challenge(ada, People.WRONG_PASSWORD);
            clock.advance(Duration.ofHours(1));
        }
        assertThat(mailbox.awaitMailsTo(ada.email, 1))
                .hasSize(1)
                .allSatisfy(mail ->
                        assertThat(mail.getSubject()).isEqualTo("Wrong passwords were entered for your email address"));
        assertThat(rows.auditsOf(ada, "authn_login_fail_max")).isOne();
        assertThat(rows.number("select count(*) from mail_outbox where recipient = ?", unknown))
                .isZero();

        clock.advance(Duration.ofDays(1));
        useUp(ada.email);
        mailbox.awaitMailsTo(ada.email, 2);
        people.challengeFor(people.newcomer());
        assertThat(rows.auditsOf(ada, "authn_login_fail_max")).isEqualTo(2);
    }
}
