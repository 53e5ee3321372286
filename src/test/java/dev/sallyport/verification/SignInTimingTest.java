package dev.sallyport.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SignInTimingTest {

    private static final int WARM_UP = 10;
    private static final int TIMES = 60;
    private static final double TEN_MILLISECONDS = 10e6;
    private static final double A_QUARTER = 0.25;

    @Inject
    People people;

    @Inject
    Rows rows;

    @Test
    @DisplayName("[AUTH-02] a sign-in takes the same time whether the email is known, unknown or disabled")
    void the_time_taken_tells_nothing() {
        String known = people.newcomer().email;
        Person gone = people.newcomer();
        rows.change("update app_user set status = 'disabled' where id = ?::uuid", gone.userId);
        List<Long> knownTimes = new ArrayList<>();
        List<Long> unknownTimes = new ArrayList<>();
        List<Long> disabledTimes = new ArrayList<>();
        for (int time = 0; time < WARM_UP + TIMES; time++) {
            // All three find no earlier guess: the same statements run for each.
            rows.forgetPasswordGuesses();
            knownTimes.add(timeOf(known));
            unknownTimes.add(timeOf("nobody-" + System.nanoTime() + "@example.org"));
            disabledTimes.add(timeOf(gone.email));
        }

        double reference = median(knownTimes);
        // The box that runs this is shared, so the bound is wider than the 10 % of a quiet one; a hash is 12 ms and
        // more.
        double bound = Math.max(TEN_MILLISECONDS, A_QUARTER * reference);
        assertThat(Math.abs(median(unknownTimes) - reference)).as("unknown").isLessThanOrEqualTo(bound);
        assertThat(Math.abs(median(disabledTimes) - reference)).as("disabled").isLessThanOrEqualTo(bound);
    }

    private static long timeOf(String email) {
        long start = System.nanoTime();
        Api.signIn(email, "a wrong password 77", null).statusCode(401);
        return System.nanoTime() - start;
    }

    private static double median(List<Long> times) {
        return times.stream().skip(WARM_UP).sorted().skip(TIMES / 2).findFirst().orElseThrow();
    }
}
