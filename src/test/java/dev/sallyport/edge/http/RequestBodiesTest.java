package dev.sallyport.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.testing.Contract;
import dev.sallyport.testing.Contract.Operation;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The request bodies of the contract, all of them, each changed in one way that must be refused. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RequestBodiesTest extends RefusedBodies {

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
}
