package dev.sallyport.security.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Guesses;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GuessesAtOnceTest {

    private static final int LIMIT = 10;
    private static final int CODES = 200;
    private static final int PASSWORDS = 100;
    private static final int TRIES_OF_A_CHALLENGE = 5;
    private static final String LOCKED = "urn:sallyport:problem:too-many-attempts";

    @Inject
    People people;

    @Inject
    Guesses guesses;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    @Test
    @DisplayName("[RACE-06] of 200 wrong codes at once at most ten are looked at, and the right one after them is not")
    void codes_guessed_at_once_do_not_slip_past_the_limit() {
        Person ada = people.enrolled();
        String code = ada.app.wrongCodeAt(clock.instant());
        List<String> challenges = Stream.generate(() -> people.challengeFor(ada))
                .limit(CODES / TRIES_OF_A_CHALLENGE)
                .toList();
        String last = people.challengeFor(ada);
        int sessions = rows.sessionsOf(ada);

        List<Response> answers = AtOnce.run(
                CODES,
                number -> () -> Api.verify(challenges.get(number / TRIES_OF_A_CHALLENGE), "totp", code)
                        .extract()
                        .response());

        assertRefusedButForTen(answers, "urn:sallyport:problem:invalid-code");
        assertThat(rows.auditsOf(ada, "authn_code_fail")).isEqualTo(LIMIT);
        assertThat(rows.number("select consecutive_failures from failed_attempts where user_id = ?::uuid", ada.userId))
                .isEqualTo(LIMIT);
        guesses.right(ada, last).statusCode(429).body("type", equalTo(LOCKED));
        assertThat(rows.sessionsOf(ada)).isEqualTo(sessions);
    }

    @Test
    @DisplayName("[RACE-06] of 100 wrong passwords at once at most ten are answered, and ten more blindly")
    void passwords_guessed_at_once_do_not_slip_past_the_limit() {
        Person ada = people.newcomer();
        List<Response> answers = AtOnce.run(
                PASSWORDS,
                () -> Api.signIn(ada.email, People.WRONG_PASSWORD, null)
                        .extract()
                        .response());

        List<Response> blind =
                answers.stream().filter(answer -> answer.statusCode() == 200).toList();
        assertThat(blind)
                .hasSizeLessThanOrEqualTo(LIMIT)
                .allSatisfy(answer -> assertThat(answer.<String>path("purpose")).isEqualTo("extra_verification"));
        assertRefusedButForTen(
                answers.stream().filter(answer -> answer.statusCode() != 200).toList(),
                "urn:sallyport:problem:invalid-credentials");
        assertThat(rows.sessionsOf(ada)).isZero();
        assertThat(rows.number("select count(*) from challenge where user_id = ?::uuid", ada.userId))
                .isZero();
    }

    /** A burst may find no free connection: that is 503, a refusal too, and not a guess. */
    private static void assertRefusedButForTen(List<Response> answers, String wrong) {
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 401)
                .hasSize(LIMIT)
                .allSatisfy(answer -> assertThat(answer.<String>path("type")).isEqualTo(wrong));
        assertThat(answers).filteredOn(answer -> answer.statusCode() != 401).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isIn(429, 503);
            assertThat(answer.header("Retry-After")).isNotNull();
        });
    }
}
