package dev.sallyport.security.caller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.security.token.AssuranceLevel;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Challenged;
import dev.sallyport.testing.Contract;
import dev.sallyport.testing.Levels;
import dev.sallyport.testing.Levels.Level;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What the operations ask of their callers, as those see it; what the code says is held by the architecture test. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LevelsTest {

    @Inject
    People people;

    @Inject
    Tokens tokens;

    @Inject
    Rows rows;

    @Test
    @DisplayName("[V17] The table has every operation of the published contract, and no other")
    void the_table_is_the_contract() {
        assertThat(new TreeSet<>(Levels.TABLE.keySet()))
                .as("the operations in Levels.TABLE")
                .isEqualTo(new TreeSet<>(Contract.operations().stream()
                        .map(Contract.Operation::id)
                        .toList()));
    }

    @Test
    @DisplayName("[STEP-02] [U3] Every sensitive operation asks a session to step up that is weak or ten minutes old")
    void sensitive_operations_ask_to_step_up() {
        Person agent = agent();
        String weak = tokens.issue(agent, AssuranceLevel.ONE_FACTOR, 0);
        String old = tokens.issue(agent, AssuranceLevel.TWO_FACTOR, 601);
        List<Contract.Operation> recent = recent();
        assertThat(recent).hasSizeGreaterThanOrEqualTo(12);

        for (Contract.Operation operation : recent) {
            for (String token : List.of(weak, old)) {
                Challenged.askedToStepUp(call(operation, token).then(), "2fa");
            }
        }
        assertThat(rows.number("select count(*) from totp_authenticator where user_id = ?::uuid", agent.userId))
                .isOne();
    }

    @Test
    @DisplayName("[STEP-02] [U2] A session proved ten minutes ago, and not a second longer, is asked for nothing")
    void recent_sessions_pass() {
        Person agent = agent();
        for (Contract.Operation operation : recent()) {
            // Some of them end the session that calls.
            agent = Api.session(agent.accessToken).extract().statusCode() == 200 ? agent : agent();
            Response answer = call(operation, tokens.issue(agent, AssuranceLevel.TWO_FACTOR, 600));
            assertThat(answer.statusCode() < 400 ? "" : answer.<String>path("type"))
                    .as("%s", operation)
                    .doesNotEndWith(":step-up-required")
                    .doesNotEndWith(":not-authenticated")
                    .doesNotEndWith(":forbidden");
        }
    }

    @Test
    @DisplayName("[DOCS-01] [STEP-02] The contract says of every sensitive operation that it may ask to step up")
    void the_contract_says_so() {
        JsonNode document = Contract.document();
        for (Contract.Operation operation : recent()) {
            JsonNode answer = Contract.followed(
                    document,
                    document.path("paths")
                            .path(operation.path())
                            .path(operation.method().toLowerCase(Locale.ROOT))
                            .at("/responses/401"));
            assertThat(answer.path("description").asText()).as("%s", operation).contains("`step-up-required`");
            assertThat(answer.path("headers").has("WWW-Authenticate"))
                    .as("%s", operation)
                    .isTrue();
        }
    }

    private Person agent() {
        Person agent = people.enrolled();
        rows.change("update app_user set roles = '{support}' where id = ?::uuid", agent.userId);
        return agent;
    }

    private static List<Contract.Operation> recent() {
        return Contract.operations().stream()
                .filter(operation -> Levels.TABLE.get(operation.id()) == Level.RECENT)
                .toList();
    }

    private static Response call(Contract.Operation operation, String token) {
        RequestSpecification request = Api.as(token);
        operation.body().ifPresent(body -> request.body(body.toString()));
        return operation.call(request);
    }
}
