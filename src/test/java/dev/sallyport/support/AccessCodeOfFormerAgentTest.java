package dev.sallyport.support;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Codes whose agent could not issue them any longer, or whose user could not get them any longer. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AccessCodeOfFormerAgentTest extends IssuedAccessCodes {

    private static final String AS_USER = "update app_user set status = '%s' where id = ?::uuid";

    private void assertEnded(Person user, String code) {
        String challenge = Api.signIn(user.email, People.PASSWORD, null)
                .statusCode(200)
                .body("methods", not(hasItem("access_code")))
                .extract()
                .path("challengeToken");
        Api.challenge(challenge).body("methods", not(hasItem("access_code")));
        refused(Api.verify(challenge, "access_code", code), 401, "invalid-code");
    }

    @Test
    @DisplayName("[SUPP-06] a code ends with a lockdown of its agent, also if that is lifted")
    void an_agent_who_was_locked_down() {
        Person agent = desk.agent();
        Person ada = ada();
        String code = issue(agent, ada);
        clock.advance(Duration.ofSeconds(1));
        Api.as(agent.accessToken).post("/v1/me/lockdown").then().statusCode(204);
        assertEnded(ada, code);

        SupportDesk.lift(desk.agent(), agent);
        assertEnded(ada, code);
    }

    @Test
    @DisplayName("[SUPP-06] the code of an agent who is disabled is refused, and is not used up")
    void an_agent_who_is_disabled() {
        Person agent = desk.agent();
        Person ada = ada();
        String code = issue(agent, ada);
        rows.change(AS_USER.formatted("disabled"), agent.userId);
        assertEnded(ada, code);

        rows.change(AS_USER.formatted("active"), agent.userId);
        signInWith(ada, code);
    }

    @Test
    @DisplayName("[SUPP-06] a code ends with the role of its agent")
    void an_agent_without_the_role() {
        Person agent = desk.agent();
        Person ada = ada();
        String code = issue(agent, ada);
        SupportDesk.setRoles(agent, List.of()).statusCode(200);
        assertEnded(ada, code);
    }

    @Test
    @DisplayName("[SUPP-06] a code from before the user became an owner or an agent does not let such a user in")
    void a_user_who_rose() {
        Person agent = desk.agent();
        Person ada = ada();
        String code = issue(agent, ada);
        SupportDesk.setRoles(ada, List.of("support")).statusCode(200);
        assertEnded(ada, code);

        Person eve = ada();
        String before = issue(agent, eve);
        rows.change("update membership set role = 'owner' where user_id = ?::uuid", eve.userId);
        assertEnded(eve, before);
    }
}
