package dev.sallyport.sessions.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Many refreshes of one session at the same moment, and while it ends. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RefreshRaceTest {

    private static final int MANY = 50;

    @Inject
    People people;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    private static Response refresh(String token) {
        return Api.refresh(token).extract().response();
    }

    @Test
    @DisplayName("[RACE-04] one refresh token, fifty requests: one child, which all of them get")
    void one_child() {
        Person ada = people.signedIn();

        List<Response> answers = AtOnce.run(MANY, () -> refresh(ada.refreshToken));

        assertThat(answers).allMatch(answer -> answer.statusCode() == 200);
        assertThat(answers.stream().map(answer -> answer.jsonPath().getString("refresh_token")))
                .containsOnly(answers.get(0).jsonPath().getString("refresh_token"));
        assertThat(rows.number("select generation from session where user_id = ?::uuid", ada.userId))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("[RACE-04] an old refresh token, fifty requests: the session ends once, with one row in the trail")
    void one_end() {
        Person ada = people.signedIn();
        String next = refresh(ada.refreshToken).jsonPath().getString("refresh_token");
        clock.advance(Duration.ofSeconds(31));

        List<Response> answers = AtOnce.run(MANY, () -> refresh(ada.refreshToken));

        assertThat(answers).allMatch(answer -> answer.statusCode() == 400);
        assertThat(refresh(next).statusCode()).isEqualTo(400);
        assertThat(rows.auditsOf(ada, "authn_token_reuse")).isEqualTo(1);
    }

    @Test
    @DisplayName("[RACE-10] a user disabled during fifty refreshes: afterwards every token that came out is dead")
    void disabled_meanwhile() {
        Person ada = people.signedIn();

        List<String> collected = AtOnce.run(MANY, number -> number == MANY / 2 ? disable(ada) : tokenOf(ada));

        for (String token : collected) {
            if (!token.isEmpty()) {
                Api.session(token).statusCode(401);
            }
        }
        assertThat(refresh(ada.refreshToken).statusCode()).isEqualTo(400);
    }

    private Callable<String> disable(Person person) {
        return () -> {
            rows.change("update app_user set status = 'disabled', epoch = epoch + 1 where id = ?::uuid", person.userId);
            return "";
        };
    }

    private static Callable<String> tokenOf(Person person) {
        return () -> {
            Response answer = refresh(person.refreshToken);
            return answer.statusCode() == 200 ? answer.jsonPath().getString("access_token") : "";
        };
    }
}
