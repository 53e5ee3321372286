package dev.sallyport.security.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Answer;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UnknownAccountsTest {

    private static final int LIMIT = 10;
    private static final int TRIES = 22;

    @Inject
    People people;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    private static List<Answer> tries(String email, Function<String, Answer> act) {
        List<Answer> answers = new ArrayList<>();
        for (int tried = 0; tried < TRIES; tried++) {
            answers.add(act.apply(email));
        }
        return answers;
    }

    @Test
    @DisplayName("[THRT-08] guess by guess, an unknown email gets the same answers as a known one")
    void an_unknown_email_is_throttled_like_a_known_one() {
        Person ada = people.newcomer();
        Person bob = people.newcomer();
        rows.change("update app_user set status = 'disabled' where id = ?::uuid", bob.userId);
        String nobody = "user-nobody-" + System.nanoTime() + "@example.org";
        Function<String, Answer> guess = email ->
                Answer.of(Api.signIn(email, People.WRONG_PASSWORD, null)).withoutToken();

        for (int round = 0; round < 2; round++) {
            List<Answer> known = tries(ada.email, guess);
            assertThat(known.subList(0, LIMIT)).extracting(Answer::status).containsOnly(401);
            assertThat(known.subList(LIMIT, 2 * LIMIT))
                    .extracting(Answer::status)
                    .containsOnly(200);
            assertThat(known.subList(2 * LIMIT, TRIES))
                    .extracting(Answer::status)
                    .containsOnly(429);
            assertThat(tries(nobody, guess)).isEqualTo(known);
            assertThat(tries(bob.email, guess)).isEqualTo(known);
            clock.advance(Duration.ofMinutes(15));
        }
    }

    @Test
    @DisplayName("[THRT-08] a request for a new password gets the same answer with and without a user")
    void a_forgotten_password_tells_nothing() {
        Function<String, Answer> ask = email -> Answer.of(Api.json()
                .body(Api.body("email", email))
                .post("/v1/password/forgot")
                .then());

        List<Answer> known = tries(people.newcomer().email, ask);

        assertThat(known).extracting(Answer::status).containsOnly(202);
        assertThat(tries("nobody-" + System.nanoTime() + "@example.org", ask)).isEqualTo(known);
    }
}
