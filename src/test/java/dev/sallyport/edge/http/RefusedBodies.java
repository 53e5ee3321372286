package dev.sallyport.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.testing.Contract;
import dev.sallyport.testing.Contract.Operation;
import dev.sallyport.testing.Database;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Bodies that every operation must refuse, without doing anything. */
abstract class RefusedBodies {

    static final String HOLE = "\"<<hole>>\"";

    /** Of the caller's rows alone: those of others may run out meanwhile. */
    static final List<String> TABLES =
            List.of("session", "challenge", "mail_outbox", "totp_authenticator", "trusted_device");

    @Inject
    People people;

    @Inject
    Database database;

    Person ada;

    List<Long> rows;

    @BeforeEach
    void begin() {
        ada = people.enrolled();
        database.execute("update app_user set roles = '{support}' where id = ?::uuid", ada.userId);
        rows = countRows();
    }

    /** Whatever was refused has done nothing. */
    @AfterEach
    void nothing_was_done() {
        assertThat(countRows()).isEqualTo(rows);
    }

    List<Long> countRows() {
        return Stream.concat(
                        Stream.of(database.count("select count(*) from app_user")),
                        TABLES.stream()
                                .map(table -> database.count(
                                        "select count(*) from " + table + " where user_id = ?::uuid", ada.userId)))
                .toList();
    }

    Response send(Operation operation, byte[] body) {
        return operation.call(Contract.authorised(operation, ada)
                .contentType("application/json")
                .body(body));
    }

    void assertRefused(Operation operation, byte[] body) {
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

    void assertRefused(Operation operation, String body) {
        assertRefused(operation, body.getBytes(StandardCharsets.UTF_8));
    }

    /** The example with a hole in place of each of its values in turn, the ones within objects included. */
    static void forEachValue(Operation operation, Consumer<Hole> check) {
        holes(operation).forEach(check);
    }

    static List<Hole> holes(Operation operation) {
        ObjectNode body = operation.body().orElseThrow();
        return collect(body.deepCopy(), "", body.deepCopy());
    }

    record Hole(String name, JsonNode value, String text) {

        String filled(String json) {
            return text.replace(HOLE, json);
        }

        /**
         * The most characters that any text has, but for those that others make: ID tokens, and answers of browsers.
         */
        int longest() {
            return switch (name) {
                case "idToken", "attestationObject" -> 8192;
                case "clientDataJSON", "authenticatorData" -> 4096;
                case "signature" -> 2048;
                case "id", "rawId" -> 1400;
                default -> 1024;
            };
        }
    }

    static List<Hole> collect(ObjectNode root, String pointer, ObjectNode whole) {
        List<Hole> holes = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            String path = pointer + "/" + field.getKey();
            ObjectNode copy = whole.deepCopy();
            ((ObjectNode) (pointer.isEmpty() ? copy : copy.at(pointer))).put(field.getKey(), "<<hole>>");
            holes.add(new Hole(field.getKey(), field.getValue(), copy.toString()));
            if (field.getValue() instanceof ObjectNode nested) {
                holes.addAll(collect(nested, path, whole));
            }
        }
        return holes;
    }
}
