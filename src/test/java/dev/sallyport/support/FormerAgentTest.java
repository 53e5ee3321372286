package dev.sallyport.support;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.HeldUser;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents who have lost the second factor, the role or themselves since they were let in. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FormerAgentTest {

    private static final String NO_ROLE = "update app_user set roles = '{}' where id = ?";
    private static final String DISABLED = "update app_user set status = 'disabled' where id = ?";
    private static final String NO_SESSION = "update session set ended_at = now() where user_id = ?";
    private static final String NO_FACTOR = "delete from totp_authenticator where user_id = ?";

    @Inject
    Rows rows;

    @Inject
    People people;

    @Inject
    SupportDesk desk;

    @Inject
    HeldUser held;

    @Inject
    TestClock clock;

    private static ValidatableResponse unlock(Person agent, Person user) {
        return Api.as(agent.accessToken)
                .body(Api.body("reason", SupportDesk.REASON))
                .post("/v1/support/users/{id}/unlock", user.userId)
                .then();
    }

    private String requested(Person agent, Person owner) {
        return SupportDesk.reset(agent.accessToken, owner.userId)
                .statusCode(202)
                .extract()
                .path("id");
    }

    @Test
    @DisplayName("[SUPP-01] An agent who has turned two-factor sign-in off does nothing more as one")
    void an_agent_without_a_factor_does_nothing() {
        Person ada = people.enrolled(people.newMember());
        Person agent = desk.agent();
        String reset = requested(desk.agent(), desk.owner());
        Api.as(agent.accessToken)
                .body(Api.body("password", People.PASSWORD))
                .post("/v1/me/two-factor/disable")
                .then()
                .statusCode(204);

        refused(SupportDesk.find(agent.accessToken, ada.email), 403, "forbidden");
        refused(SupportDesk.reset(agent.accessToken, ada.userId), 403, "forbidden");
        refused(SupportDesk.approve(agent, reset), 403, "forbidden");
        refused(SupportDesk.cancel(agent, reset), 403, "forbidden");
        refused(SupportDesk.get(agent, reset), 403, "forbidden");
        refused(unlock(agent, ada), 403, "forbidden");
        refused(
                Api.as(agent.accessToken)
                        .get("/v1/support/users/{id}/devices", ada.userId)
                        .then(),
                403,
                "forbidden");
        refused(
                Api.as(agent.accessToken)
                        .delete("/v1/support/users/{id}/devices", ada.userId)
                        .then(),
                403,
                "forbidden");
        assertThat(desk.hasTwoFactor(ada)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                NO_ROLE + ",403,forbidden",
                NO_FACTOR + ",403,forbidden",
                DISABLED + ",401,not-authenticated",
                NO_SESSION + ",401,not-authenticated"
            })
    @DisplayName("[SUPP-01] [AUTH-05] What an agent loses while the request waits is asked for again before the act")
    void what_is_lost_meanwhile_counts(String loss, int status, String problem) throws Exception {
        Person ada = people.enrolled(people.newMember());
        Person agent = desk.agent();

        ValidatableResponse reset = held.meanwhile(
                        "app_user",
                        ada.userId,
                        loss,
                        agent.userId,
                        () -> SupportDesk.reset(agent.accessToken, ada.userId)
                                .extract()
                                .response())
                .then();

        refused(reset, status, problem);
        assertThat(desk.hasTwoFactor(ada)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unlock", "lift", "devices", "revoke"})
    @DisplayName("[SUPP-01] [AUTH-05] Every act of an agent that waits for its user asks again, also one that helps")
    void every_act_asks_again(String act) throws Exception {
        Person ada = people.signedIn();
        Person agent = desk.agent();
        String device = rows.texts("select id::text from trusted_device where user_id = '" + ada.userId + "'")
                .get(0);
        if (act.equals("lift")) {
            rows.change(
                    "update app_user set status = 'disabled', locked_down_at = now() where id = '" + ada.userId + "'");
        }
        refused(
                held.meanwhile("app_user", ada.userId, NO_ROLE, agent.userId, () -> act(agent, ada, act, device))
                        .then(),
                403,
                "forbidden");
    }

    private static Response act(Person agent, Person user, String act, String device) {
        String users = "/v1/support/users/{id}";
        return switch (act) {
            case "unlock" -> unlock(agent, user).extract().response();
            case "lift" -> Api.as(agent.accessToken).delete(users + "/lockdown", user.userId);
            case "devices" -> Api.as(agent.accessToken).get(users + "/devices", user.userId);
            default -> Api.as(agent.accessToken).delete(users + "/devices/{device}", user.userId, device);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {NO_ROLE, DISABLED})
    @DisplayName("[SUPP-01] A reset is void once the user who asked for it is no longer an agent")
    void a_former_agents_reset_is_void(String loss) {
        Person owner = desk.owner();
        Person first = desk.agent();
        Person second = desk.agent();
        String reset = requested(first, owner);
        rows.change(loss.replace("?", "'" + first.userId + "'"));

        refused(SupportDesk.approve(second, reset), 409, "conflict");

        SupportDesk.get(second, reset).statusCode(200).body("status", equalTo("cancelled"));
        assertThat(desk.hasTwoFactor(owner)).isTrue();
        assertThat(desk.trail(owner, "two_factor_reset_cancelled", "success")).hasSize(1);
    }

    @Test
    @DisplayName("[SUPP-03] A reset does not remove what the user has set up since the request")
    void a_factor_set_up_since_stays() {
        Person owner = desk.owner();
        Person second = desk.agent();
        String reset = requested(desk.agent(), owner);
        clock.advance(Duration.ofSeconds(1));
        people.enroll(owner);

        refused(SupportDesk.approve(second, reset), 409, "conflict");

        assertThat(desk.hasTwoFactor(owner)).isTrue();
        assertThat(List.of("cancelled"))
                .isEqualTo(rows.texts("select status from two_factor_reset where id = '" + reset + "'"));
    }
}
