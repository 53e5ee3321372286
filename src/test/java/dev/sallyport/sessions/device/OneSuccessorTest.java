package dev.sallyport.sessions.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.HeldUser;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OneSuccessorTest {

    @Inject
    People people;

    @Inject
    HeldUser held;

    @Inject
    Rows rows;

    @Test
    @DisplayName("[D7] [DEVC-01] Simultaneous sign-ins on a device get one successor, which is the newest")
    void simultaneous_uses_agree() throws Exception {
        Person ada = people.signedIn();
        Supplier<Response> signIn = () -> Api.signIn(ada.email, People.PASSWORD, ada.deviceToken)
                .extract()
                .response();

        List<Response> answers = held.allWaiting(
                "select from trusted_device where user_id = '" + ada.userId + "' for update",
                List.of(signIn, signIn, signIn));

        assertThat(answers).extracting(Response::statusCode).containsOnly(200);
        Set<String> successors = answers.stream()
                .map(answer -> answer.<String>path("deviceToken"))
                .collect(Collectors.toSet());
        assertThat(successors).hasSize(1).doesNotContain(ada.deviceToken).doesNotContainNull();
        assertThat(rows.number("select generation from trusted_device where user_id = ?::uuid", ada.userId))
                .as("one step for three uses: none of them looks like a copy")
                .isOne();
    }
}
