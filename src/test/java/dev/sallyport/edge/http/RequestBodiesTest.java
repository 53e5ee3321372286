package dev.sallyport.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.testing.Contract;
import dev.sallyport.testing.Contract.Operation;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * The request bodies of the contract, all of them, each changed in one way that must be refused. Here each operation
 * gets some of every kind, so that its body is known to be read and validated so; {@link RequestBodyRulesTest} has all.
 */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RequestBodiesTest {

    /** What browsers make, who add fields of their own. */
    private static final Set<String> OF_BROWSERS = Set.of("credential");

    /** The operations that ask for nothing that must be said: they take no body, too. */
    private static final Set<String> OPTIONAL = Set.of("startEnrollment");

    /** Of the caller's rows alone: those of others may run out meanwhile. */
    private static final List<String> TABLES =
            List.of("session", "challenge", "mail_outbox", "totp_authenticator", "trusted_device");

    @Inject
    People people;

    @Inject
    Rows database;

    private Person ada;
    private List<Integer> rows;

    @BeforeEach
    void begin() {
        ada = people.enrolled();
        database.change("update app_user set roles = '{support}' where id = ?::uuid", ada.userId);
        rows = countRows();
    }

    /** Whatever was refused has done nothing. */
    @AfterEach
    void nothing_was_done() {
        assertThat(countRows()).isEqualTo(rows);
    }

    private List<Integer> countRows() {
        return Stream.concat(
                        Stream.of(database.number("select count(*) from app_user")),
                        TABLES.stream()
                                .map(table -> database.number(
                                        "select count(*) from " + table + " where user_id = ?::uuid", ada.userId)))
                .toList();
    }

    private Response send(Operation operation, byte[] body) {
        return operation.call(Contract.authorised(operation, ada)
                .contentType("application/json")
                .body(body));
    }

    private void assertRefused(Operation operation, byte[] body) {
        Response answer = send(operation, body);
        String sent = new String(body, StandardCharsets.UTF_8);
        String shown = sent.substring(0, Math.min(300, sent.length()));
        assertThat(answer.statusCode()).as("%s %s", operation, shown).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        String problem = answer.asString();
        assertThat(problem)
                .as("%s %s", operation, shown)
                .contains("\"type\":\"urn:sallyport:problem:invalid-request\"")
                .doesNotContain("dev.sallyport", "jackson", "Exception", "java.");
    }

    private void assertRefused(Operation operation, String body) {
        assertRefused(operation, body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("[VALD-01] no operation takes a field that it does not know")
    void unknown_fields() {
        for (Operation operation : Contract.withBody()) {
            for (String field : List.of("tenantId", "@class")) {
                ObjectNode body = operation.body().orElseThrow().deepCopy();
                body.put(field, "x");
                Response answer = send(operation, body.toString().getBytes(StandardCharsets.UTF_8));
                assertThat(answer.statusCode()).as("%s %s", operation, field).isEqualTo(400);
                assertThat(answer.asString()).contains("\"errors\":[{\"field\":\"" + field + "\"");
            }
        }
    }

    @Test
    @DisplayName("[VALD-01] no operation takes an unknown field within an object either")
    void unknown_fields_within() {
        for (Operation operation : Contract.withBody()) {
            ObjectNode body = operation.body().orElseThrow().deepCopy();
            for (Map.Entry<String, JsonNode> field : body.properties()) {
                if (field.getValue() instanceof ObjectNode nested && !OF_BROWSERS.contains(field.getKey())) {
                    nested.put("role", "x");
                    assertRefused(operation, body.toString());
                    nested.remove("role");
                }
            }
        }
    }

    @Test
    @DisplayName("[VALD-02] no value becomes another type")
    void other_types() {
        for (Operation operation : Contract.withBody()) {
            for (Hole hole : Hole.of(operation)) {
                assertRefused(operation, hole.filled("{\"$ne\":1}"));
                assertRefused(operation, hole.filled("1.5"));
            }
        }
    }

    @Test
    @DisplayName("[VALD-03] only strict JSON is taken, in UTF-8 and as one object")
    void loose_json() {
        for (Operation operation : Contract.withBody()) {
            String good = operation.body().orElseThrow().toString();
            for (String body : List.of(good + "{}", good.replaceFirst("}$", ",}"), "[" + good + "]", "null", " ")) {
                assertRefused(operation, body);
            }
            if (!OPTIONAL.contains(operation.id())) {
                assertRefused(operation, "");
            }
            assertRefused(operation, good.getBytes(StandardCharsets.UTF_16));
        }
    }

    @Test
    @DisplayName("[VALD-04] depth, length and digits over the limits are refused")
    void over_the_limits() {
        for (Operation operation : Contract.withBody()) {
            assertRefused(operation, "{\"a\":".repeat(3_000));
            for (Hole hole : Hole.of(operation)) {
                assertRefused(operation, hole.filled("1".repeat(15_000)));
                assertRefused(operation, hole.filled("\"" + "x".repeat(hole.longest() + 1) + "\""));
            }
            byte[] large = ("{\"a\":\"" + "x".repeat(16 * 1024) + "\"}").getBytes(StandardCharsets.UTF_8);
            assertThat(send(operation, large).statusCode()).isEqualTo(413);
        }
    }

    @Test
    @DisplayName("[VALD-05] text that is no text is refused in every field, and never reaches the database")
    void text_that_is_no_text() {
        for (Operation operation : Contract.withBody()) {
            for (Hole hole : Hole.of(operation)) {
                assertRefused(operation, hole.filled("\"\\u0000\""));
                assertRefused(operation, hole.filled(0xC0, 0xAF));
            }
        }
    }
}
