package dev.sallyport.security.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Guesses at a password: whose budget they are spent from. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DeviceBudgetTest {

    private static final int PASSWORDS = 10;

    @Inject
    People people;

    private static int guess(Person person, String deviceToken) {
        return Api.signIn(person.email, People.WRONG_PASSWORD, deviceToken)
                .extract()
                .statusCode();
    }

    private static List<Integer> guesses(int count, Person person, String deviceToken) {
        return Stream.generate(() -> guess(person, deviceToken)).limit(count).toList();
    }

    @Test
    @DisplayName("[THRT-04] another user's device token brings no guesses of its own")
    void a_foreign_device_has_no_budget() {
        Person ada = people.signedIn();
        Person eve = people.signedIn();

        assertThat(guesses(PASSWORDS, ada, null)).containsOnly(401);
        assertThat(guesses(3, ada, eve.deviceToken))
                .as("answers that do not say whether the password was right")
                .containsOnly(200);
    }

    @Test
    @DisplayName("[THRT-04] the owner's sign-in on a known device forgets no stranger's guess")
    void a_known_device_forgets_its_own_guesses_only() {
        Person ada = people.signedIn();
        assertThat(guesses(PASSWORDS - 1, ada, null)).containsOnly(401);

        Api.signIn(ada.email, People.PASSWORD, ada.deviceToken).statusCode(200);

        assertThat(guesses(3, ada, null)).containsExactly(401, 200, 200);
    }
}
