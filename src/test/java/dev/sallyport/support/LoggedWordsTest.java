package dev.sallyport.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.oneOf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Await;
import dev.sallyport.testing.LogRecorder;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What people write is kept where it belongs, and never in the log. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LoggedWordsTest {

    /** In every text that a person can write. */
    private static final String WORD = "Zwetschgenknoedel";

    @Inject
    People people;

    @Inject
    SupportDesk desk;

    @Inject
    Rows rows;

    @Test
    @DisplayName("[LOGS-01] [SUPP-02] an agent's words are in the trail, and in no line of the log")
    void an_agents_words_are_not_logged() {
        Person agent = desk.agent();
        Person ada = people.enrolled(people.newMember());
        List<JsonNode> trail;
        try (LogRecorder log = LogRecorder.open()) {
            String support = "/v1/support/users/" + ada.userId;
            write(agent, support + "/unlock", Map.of("reason", "She said " + WORD), 204);
            write(
                    agent,
                    support + "/two-factor-reset",
                    Map.of("reason", "She said " + WORD, "identityCheck", "knows " + WORD),
                    200);
            assertNoWords(log);
            trail = log.trail();
        }
        assertThat(trail)
                .extracting(line -> line.at("/mdc/event").asText())
                .contains("second_step_unlocked", "two_factor_reset");
        assertThat(trail)
                .filteredOn(line -> line.at("/mdc/event").asText().equals("second_step_unlocked"))
                .allSatisfy(line -> {
                    assertThat(line.at("/mdc").has("details.reason")).isFalse();
                    assertThat(line.at("/mdc/details.lifted").asText()).isEqualTo("false");
                });
        assertThat(rows.number(
                        "select count(*) from audit_event where user_id = ?::uuid and details ->> 'reason' = ?",
                        ada.userId,
                        "She said " + WORD))
                .isGreaterThanOrEqualTo(2);
        assertThat(rows.number(
                        "select count(*) from audit_event where user_id = ?::uuid and details ->> 'identityCheck' = ?",
                        ada.userId,
                        "knows " + WORD))
                .isGreaterThanOrEqualTo(1);
    }

    @Test
    @DisplayName("[LOGS-01] names, addresses, passwords and paths that people write are in no line of the log")
    void peoples_words_are_not_logged() {
        try (LogRecorder log = LogRecorder.open()) {
            String email = WORD.toLowerCase(Locale.ROOT) + System.nanoTime() + "@example.org";
            String account = Api.createAccount(WORD + " & Co", email, People.PASSWORD)
                    .statusCode(201)
                    .extract()
                    .path("id");
            Api.signIn(email, "wrong " + WORD, null).statusCode(401);
            Person ada = people.signedIn();
            write(ada, "/v1/me/authenticators", Map.of("name", WORD), 201);
            write(ada, "/v1/me/step-up", Map.of("method", "password", "password", WORD), 401);
            Api.as(ada.accessToken)
                    .body(Map.of("email", email, "password", People.PASSWORD))
                    .put("/v1/me/email")
                    .then()
                    .statusCode(202);
            write(ada, "/v1/accounts/" + ada.accountId + "/users", Map.of("email", email, "role", "member"), 201);
            Api.asClient()
                    .body(Map.of("name", WORD, "scopes", List.of("introspect")))
                    .post("/v1/admin/clients")
                    .then()
                    .statusCode(201);
            Api.as(ada.accessToken)
                    .get("/v1/admin/clients/{id}", WORD + " " + email)
                    .then()
                    .statusCode(oneOf(403, 404, 405));
            Api.as(ada.accessToken)
                    .delete("/v1/admin/clients/{id}", WORD + " " + email)
                    .then()
                    .statusCode(403);
            Api.as(ada.accessToken)
                    .get("/v1/accounts/{id}/users?q=" + WORD, account)
                    .then();
            // The trail of refused callers is written while the answer is sent.
            Await.await("the refusal", () -> rows.auditsOf(ada, "authz_fail") > 0);
            assertNoWords(log);
        }
    }

    private static void write(Person person, String path, Map<String, Object> body, int status) {
        Api.as(person.accessToken).body(body).post(path).then().statusCode(status);
    }

    private static void assertNoWords(LogRecorder log) {
        assertThat(log.lines())
                .isNotEmpty()
                .noneMatch(line -> line.toLowerCase(Locale.ROOT).contains(WORD.toLowerCase(Locale.ROOT)));
    }
}
