package dev.sallyport.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.testing.Contract;
import dev.sallyport.testing.Contract.Operation;
import dev.sallyport.testing.Database;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The request bodies of the contract, all of them, each changed in one way that must be refused. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RequestBodiesTest {

    private static final String HOLE = "\"<<hole>>\"";

    /** Every field that may be null: a policy can be sent back as it was read. A new name here is a decision. */
    private static final Set<String> NULLABLE =
            Set.of("gracePeriodEndsAt", "enforcedSince", "updatedBy", "updatedAt", "applying");

    /** What null takes away. */
    private static final Set<String> CLEARED = Set.of("updateUser externalId", "updateAccount externalId");

    /** Fields within them that may be missing; their libraries write null then. */
    private static final Set<String> ABSENT_IN_BROWSERS = Set.of("rawId", "userHandle", "transports");

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
    Database database;

    private Person ada;
    private List<Long> rows;

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

    private List<Long> countRows() {
        return Stream.concat(
                        Stream.of(database.count("select count(*) from app_user")),
                        TABLES.stream()
                                .map(table -> database.count(
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

    /** The example with a hole in place of each of its values in turn, the ones within objects included. */
    private static void forEachValue(Operation operation, Consumer<Hole> check) {
        holes(operation).forEach(check);
    }

    private static List<Hole> holes(Operation operation) {
        ObjectNode body = operation.body().orElseThrow();
        return collect(body.deepCopy(), "", body.deepCopy());
    }

    private record Hole(String name, JsonNode value, String text) {

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

    private static List<Hole> collect(ObjectNode root, String pointer, ObjectNode whole) {
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

    @Test
    @DisplayName("[VALD-01] no operation takes a field that it does not know")
    void unknown_fields() {
        for (Operation operation : Contract.withBody()) {
            for (String field : List.of(
                    "roles",
                    "tenantId",
                    "userId",
                    "totpEnabled",
                    "mfaExempt",
                    "sso",
                    "graceUntil",
                    "epoch",
                    "emailVerified",
                    "locked",
                    "status",
                    "id",
                    "acr",
                    "amr",
                    "secret",
                    "@class",
                    "@type",
                    "__proto__")) {
                ObjectNode body = operation.body().orElseThrow().deepCopy();
                if (body.has(field) && field.equals("status")) {
                    continue; // a webhook is disabled by it
                }
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
            forEachValue(operation, hole -> {
                List<String> others = new ArrayList<>(List.of("[\"a\",\"b\"]", "1", "1.5", "{\"$ne\":1}"));
                if (!NULLABLE.contains(hole.name())
                        && !ABSENT_IN_BROWSERS.contains(hole.name())
                        && !CLEARED.contains(operation.id() + " " + hole.name())) {
                    others.add("null");
                }
                others.add(hole.value().isBoolean() ? "\"true\"" : "true");
                if (!hole.value().isObject()) {
                    others.add("{}");
                }
                if (hole.value().isArray()) {
                    others.remove("[\"a\",\"b\"]");
                } else {
                    others.add("[]");
                }
                if (hole.value().isNumber()) {
                    // The type itself, and what leaves an optional field out.
                    others.removeAll(List.of("1", "null"));
                }
                others.forEach(other -> assertRefused(operation, hole.filled(other)));
            });
        }
    }

    @Test
    @DisplayName("[VALD-03] only strict JSON is taken, in UTF-8 and as one object")
    void loose_json() {
        for (Operation operation : Contract.withBody()) {
            String good = operation.body().orElseThrow().toString();
            String first = operation.body().orElseThrow().fieldNames().next();
            for (String body : List.of(
                    good + "{}",
                    good + " x",
                    good + good,
                    good.replaceFirst("\\{", "{\"" + first + "\":\"x\","),
                    good.replaceFirst("\\{", "/**/{"),
                    good + "//",
                    good.replace("\"", "'"),
                    good.replaceFirst("}$", ",}"),
                    good.substring(0, good.length() - 1),
                    "[" + good + "]",
                    "\"" + first + "\"",
                    "\uFEFF" + good,
                    "{\"" + first + "\":NaN}",
                    "null",
                    "[]",
                    "1",
                    " ")) {
                assertRefused(operation, body);
            }
            if (!OPTIONAL.contains(operation.id())) {
                assertRefused(operation, "");
            }
            for (String charset : List.of("UTF-16", "UTF-16LE", "UTF-32")) {
                assertRefused(operation, good.getBytes(Charset.forName(charset)));
            }
        }
    }

    @Test
    @DisplayName("[VALD-04] depth, length and digits over the limits are refused")
    void over_the_limits() {
        for (Operation operation : Contract.withBody()) {
            assertRefused(operation, "[".repeat(10_000));
            assertRefused(operation, "{\"a\":".repeat(3_000));
            forEachValue(operation, hole -> {
                assertRefused(operation, hole.filled("[".repeat(16) + "]".repeat(16)));
                assertRefused(operation, hole.filled("1".repeat(15_000)));
                assertRefused(operation, hole.filled("1e999999999"));
                assertRefused(operation, hole.filled("\"" + "x".repeat(hole.longest() + 1) + "\""));
                assertRefused(operation, hole.filled("\"" + "x".repeat(9_000) + "\""));
            });
            String manyNames = "x".repeat(65);
            assertRefused(operation, "{\"" + manyNames + "\":1}");
            byte[] large = ("{\"a\":\"" + "x".repeat(16 * 1024) + "\"}").getBytes(StandardCharsets.UTF_8);
            assertThat(send(operation, large).statusCode()).isEqualTo(413);
        }
    }

    @Test
    @DisplayName("[VALD-05] text that is no text is refused in every field, and never reaches the database")
    void text_that_is_no_text() {
        for (Operation operation : Contract.withBody()) {
            forEachValue(operation, hole -> {
                String text = hole.value().isTextual() ? hole.value().asText() : "a";
                List<String> escapes = new ArrayList<>(
                        List.of("\\u0000", "\\ud800", "\\udc00x", "\\uFFFE", "\\uFFFF", "\\u001b", "\\u007f"));
                if (!hole.name().equals("code")) {
                    escapes.addAll(List.of("\\n", "\\u0085")); // a code is pasted with them
                }
                for (String escape : escapes) {
                    assertRefused(operation, hole.filled("\"" + text + escape + "\""));
                }
                assertRefused(operation, hole.filled("\"\\u0000\""));
                assertRefused(operation, withBytes(hole, 0xC0, 0xAF));
            });
        }
    }

    @Test
    @DisplayName("[VALD-05] bytes that are not UTF-8 are refused by every operation")
    void bytes_that_are_no_text() {
        for (Operation operation : Contract.withBody()) {
            Hole hole = holes(operation).get(0);
            for (int[] raw : new int[][] {{0xFF}, {0xED, 0xA0, 0x80}, {0x00}, {0x1B}, {0xC2}}) {
                assertRefused(operation, withBytes(hole, raw));
            }
        }
    }

    private static byte[] withBytes(Hole hole, int... raw) {
        int start = hole.text().indexOf(HOLE);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes((hole.text().substring(0, start) + "\"a").getBytes(StandardCharsets.UTF_8));
        for (int value : raw) {
            body.write(value);
        }
        body.writeBytes(("\"" + hole.text().substring(start + HOLE.length())).getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }
}
