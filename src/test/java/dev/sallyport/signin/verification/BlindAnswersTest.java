package dev.sallyport.signin.verification;

import static dev.sallyport.signin.verification.BlindSignIns.HOME;
import static dev.sallyport.signin.verification.BlindSignIns.challenge;
import static dev.sallyport.signin.verification.BlindSignIns.post;
import static dev.sallyport.signin.verification.BlindSignIns.useUp;
import static dev.sallyport.signin.verification.BlindSignIns.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Answer;
import dev.sallyport.testing.Everywhere;
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

    private static final Pattern LEFT = Pattern.compile(";r=([0-9]+)");

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
    private record Sample(String kind, String email, String password) {}

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
    void no_answer_reveals_anything() {
        List<Sample> samples = samples();
        List<ValidatableResponse> answers =
                samples.stream().map(BlindAnswersTest::signIn).toList();
        assertThat(answers.stream().map(BlindAnswersTest::withoutToken).distinct())
                .singleElement()
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(200));
        assertEachTakesOne(answers);
        clock.advance(Duration.ofMinutes(1));

        List<String> challenges = samples.stream()
                .map(sample -> challenge(sample.email(), sample.password()))
                .toList();
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

    private int codesTo(Person person) {
        return rows.number(
                "select count(*) from mail_outbox where kind = 'email_code' and user_id = ?::uuid", person.userId);
    }

    @Test
    @DisplayName("[NOTI-04] a run of wrong passwords brings its owner one mail a day, and one event")
    void a_run_is_reported_once_a_day() {
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
