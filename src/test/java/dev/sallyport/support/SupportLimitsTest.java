package dev.sallyport.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
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
class SupportLimitsTest {

    @Inject
    Rows rows;

    @Inject
    People people;

    @Inject
    SupportDesk desk;

    @Inject
    TestClock clock;

    @Test
    @DisplayName("[SUPP-05] the 21st reset of an agent in an hour, and the fourth of a user in a day, are too many")
    void resets_are_limited() {
        Person agent = desk.agent();
        List<Person> targets = new ArrayList<>();
        for (int number = 0; number < 7; number++) {
            targets.add(people.newMember());
        }
        for (int number = 0; number < 20; number++) {
            SupportDesk.reset(agent.accessToken, targets.get(number / 3).userId).statusCode(200);
        }
        Person last = targets.get(6);
        tooMany(agent, last);
        assertThat(desk.trail(last, "excess_rate_limit_exceeded", "refused")).hasSize(1);

        Person colleague = desk.agent();
        SupportDesk.reset(colleague.accessToken, last.userId).statusCode(200);
        tooMany(colleague, last);
    }

    @Test
    @DisplayName("[A7] an agent opens a locked second step for another, and the trail says why")
    void an_agent_unlocks_a_user() {
        Person ada = people.enrolled(people.newMember());
        Person agent = desk.agent();
        for (int wrong = 0; wrong < 10; wrong++) {
            Api.verify(people.challengeFor(ada), "totp", ada.app.wrongCodeAt(clock.instant()));
        }
        String locked = people.challengeFor(ada);
        Api.verify(locked, "totp", ada.app.codeAt(clock.instant())).statusCode(429);
        SupportDesk.find(agent.accessToken, ada.email).body("items[0].secondStepLockedUntil", notNullValue());

        unlock(agent, ada, "Clock was wrong, ticket 4712", 204);
        SupportDesk.find(agent.accessToken, ada.email).body("items[0].secondStepLockedUntil", nullValue());
        assertThat(rows.texts("select consecutive_failures || ' ' || locks from failed_attempts where user_id = '"
                        + ada.userId + "'"))
                .containsExactly("10 1");
        Api.verify(people.challengeFor(ada), "totp", ada.app.codeAt(clock.instant()))
                .statusCode(200);
        unlock(agent, ada, "Clock was wrong, ticket 4712", 204);
        unlock(agent, ada, "short", 400);
        unlock(agent, agent, "Clock was wrong, ticket 4712", 403);
        assertThat(desk.trail(ada, "second_step_unlocked", "success"))
                .hasSize(2)
                .allMatch(row -> row.startsWith(agent.userId) && row.contains("ticket 4712"));
    }

    private static void unlock(Person agent, Person user, String reason, int status) {
        Api.as(agent.accessToken)
                .body(Api.body("reason", reason))
                .post("/v1/support/users/{id}/unlock", user.userId)
                .then()
                .statusCode(status);
    }

    private static void tooMany(Person agent, Person user) {
        SupportDesk.reset(agent.accessToken, user.userId)
                .statusCode(429)
                .header("Retry-After", notNullValue())
                .body("type", equalTo("urn:sallyport:problem:too-many-requests"));
    }
}
