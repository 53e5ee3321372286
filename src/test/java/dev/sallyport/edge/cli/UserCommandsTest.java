package dev.sallyport.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Guesses;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The commands about one user. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UserCommandsTest extends RunCommands {

    private static final String REASON = "The phone is lost, ticket 4711";

    @Inject
    Guesses guesses;

    private List<Map<String, Object>> trail(String type, String column, Object value) {
        return database.list(
                "select actor_kind, actor_id, ip, details::text from audit_event where type = ? and " + column + " = ?",
                type,
                value);
    }

    private void assertByOperator(String type, Person user) {
        assertThat(trail(type, "user_id", UUID.fromString(user.userId)))
                .singleElement()
                .satisfies(event -> assertThat(event)
                        .containsEntry("actor_kind", "operator")
                        .containsEntry("actor_id", null)
                        .containsEntry("ip", null));
    }

    @Test
    @DisplayName("[SUPP-02] a reset by a command takes the second factor away, mails the user, and is the operator's")
    void a_user_is_reset() {
        Person ada = people.enrolled();
        assertThat(run("user", "reset", ada.email, "--reason", "short")).isEqualTo(2);
        Api.session(ada.accessToken).statusCode(200);

        assertThat(run("user", "reset", ada.email, "--reason", REASON)).isZero();
        Api.session(ada.accessToken).statusCode(401);
        assertByOperator("two_factor_reset", ada);
        assertThat(trail("two_factor_reset", "user_id", UUID.fromString(ada.userId))
                        .get(0)
                        .get("details"))
                .asString()
                .contains(REASON);
        assertThat(database.number(
                        "select count(*) from mail_outbox where kind = 'two_factor_reset' and recipient = ?",
                        ada.email))
                .isOne();
        assertThat(run("user", "reset", ada.email, "--reason", REASON)).isEqualTo(1);
        assertThat(run("user", "reset", "nobody@example.org", "--reason", REASON))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains(
                        "No user has this address. Check its spelling.",
                        "This user has no second factor, so there is nothing to reset.");
    }

    @Test
    void a_new_password_is_required() {
        Person ada = people.signedIn();
        assertThat(run("user", "require-password", ada.email)).isEqualTo(2);
        Api.session(ada.accessToken).statusCode(200);

        assertThat(run("user", "require-password", ada.email, "--reason", REASON))
                .isZero();

        assertByOperator("password_change_required", ada);
        Api.session(ada.accessToken).statusCode(401);
        Api.signIn(ada.email, People.PASSWORD, null).statusCode(403);
        assertThat(run("user", "require-password", people.withoutPassword().email, "--reason", REASON))
                .isEqualTo(1);
        assertThat(err.toString()).contains("This user has no password.");
    }

    @Test
    void a_second_step_is_unlocked() {
        Person ada = people.enrolled();
        guesses.enterWrong(ada, 10);
        guesses.right(ada, people.challengeFor(ada)).statusCode(429);
        assertThat(run("user", "unlock", ada.email, "--reason", REASON)).isZero();
        assertByOperator("second_step_unlocked", ada);
        guesses.right(ada, people.challengeFor(ada)).statusCode(200);
        assertThat(run("user", "unlock", ada.email, "--reason", REASON)).isZero();
        assertThat(out.toString()).containsSubsequence("is unlocked.", "was not locked.");
    }

    @Test
    void a_user_becomes_an_agent_and_a_member_an_owner() {
        Person owner = people.signedIn();
        Person member = people.memberOf(owner, "member");
        assertThat(run("user", "agent", owner.email)).isZero();
        assertThat(database.list("select roles::text from app_user where id = ?", UUID.fromString(owner.userId)))
                .asString()
                .contains("support");
        assertThat(run("user", "agent", "--revoke", owner.email)).isZero();
        assertThat(database.list("select roles::text from app_user where id = ?", UUID.fromString(owner.userId)))
                .asString()
                .doesNotContain("support");

        assertThat(run("user", "owner", owner.accountId, member.email)).isZero();
        assertByOperator("privilege_permissions_changed", member);
        Api.as(owner.accessToken)
                .get("/v1/accounts/{id}/events", owner.accountId)
                .then()
                .statusCode(200)
                .body("items.actor.kind", hasItem("operator"));
        JsonPath changed = Api.asClient()
                .get("/v1/accounts/{id}/users", owner.accountId)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(changed.getList("items.role", String.class)).containsOnly("owner");
    }

    @Test
    void a_user_is_erased() {
        Person owner = people.signedIn();
        Person member = people.memberOf(owner, "member");
        assertThat(run("user", "erase", owner.email)).isEqualTo(1);
        Api.session(owner.accessToken).statusCode(200);

        assertThat(run("user", "erase", member.email)).as(err.toString()).isZero();
        assertByOperator("user_erased", member);
        assertThat(database.number("select count(*) from app_user where id = ?::uuid", member.userId))
                .isZero();
        assertThat(run("user", "erase", "--with-accounts", owner.email)).isZero();
        assertThat(run("user", "erase", owner.email)).isEqualTo(1);
        assertThat(err.toString()).contains("No user has this address. Check its spelling.");
    }
}
