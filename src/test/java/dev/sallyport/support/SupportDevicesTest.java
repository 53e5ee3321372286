package dev.sallyport.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SupportDevicesTest {

    @Inject
    People people;

    @Inject
    SupportDesk desk;

    private static ValidatableResponse devices(String token, String user) {
        return Api.as(token).get("/v1/support/users/{id}/devices", user).then();
    }

    private static ValidatableResponse revoke(Person agent, String user, String device) {
        return Api.as(agent.accessToken)
                .delete("/v1/support/users/{id}/devices/{device}", user, device)
                .then();
    }

    private static void assertNew(Person person) {
        Api.signIn(person.email, People.PASSWORD, person.deviceToken)
                .statusCode(200)
                .body("purpose", equalTo("device_verification"));
    }

    @Test
    @DisplayName("[D10] an agent sees a user's devices and revokes one or all, and the trail says who did")
    void an_agent_revokes_devices() {
        Person agent = desk.agent();
        Person ada = people.signedIn();
        Person bob = people.signedIn();
        String device = devices(agent.accessToken, ada.userId)
                .statusCode(200)
                .body("items.browser", contains("Chrome 140"))
                .body("items.current", contains(false))
                .extract()
                .path("items[0].id");
        assertThat(desk.trail(ada, "sensitive_read", "success"))
                .singleElement()
                .asString()
                .startsWith(agent.userId);

        revoke(agent, bob.userId, device).statusCode(404);
        revoke(agent, ada.userId, device).statusCode(204);
        revoke(agent, ada.userId, device).statusCode(404);
        assertNew(ada);
        assertThat(desk.trail(ada, "device_revoked", "success"))
                .singleElement()
                .asString()
                .startsWith(agent.userId)
                .contains(device);

        Api.as(agent.accessToken)
                .delete("/v1/support/users/{id}/devices", bob.userId)
                .then()
                .statusCode(204);
        devices(agent.accessToken, bob.userId).body("items", hasSize(0));
        assertNew(bob);
    }

    @Test
    @DisplayName("[D10] only agents may, and only of users that there are")
    void only_agents_may() {
        Person agent = desk.agent();
        Person ada = people.signedIn();
        devices(ada.accessToken, ada.userId).statusCode(403);
        String unknown = UUID.randomUUID().toString();
        devices(agent.accessToken, unknown).statusCode(404);
        revoke(agent, unknown, unknown).statusCode(404);
        Api.as(agent.accessToken)
                .delete("/v1/support/users/{id}/devices", unknown)
                .then()
                .statusCode(404);
    }

    @Test
    void agents_act_on_their_own_devices_and_on_nothing_else_of_their_own() {
        Person agent = desk.agent();
        devices(agent.accessToken, agent.userId).statusCode(200);
        for (String act : List.of("unlock", "lockdown")) {
            Api.as(agent.accessToken)
                    .body(Api.body("reason", SupportDesk.REASON))
                    .post("/v1/support/users/{id}/" + act, agent.userId)
                    .then()
                    .statusCode(403)
                    .body("detail", equalTo("Agents cannot do this for themselves. Ask another agent."));
        }
        Api.as(agent.accessToken)
                .delete("/v1/support/users/{id}/lockdown", agent.userId)
                .then()
                .statusCode(403);
        for (String type : List.of("second_step_unlocked", "user_locked_down", "user_lockdown_lifted")) {
            assertThat(desk.trail(agent, type, "refused")).hasSize(1);
        }
    }
}
