package dev.sallyport.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.base.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * The request bodies of the contract, all of them, each changed in one way that must be refused: as they are read and
 * validated, without the service around it. {@link RequestBodiesTest} sends some of each to every operation.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RequestBodyRulesTest {

    /** Every field that may be null: a policy can be sent back as it was read. A new name here is a decision. */
    private static final Set<String> NULLABLE =
            Set.of("gracePeriodEndsAt", "enforcedSince", "updatedBy", "updatedAt", "applying");

    /** What null takes away. */
    private static final Set<String> CLEARED = Set.of("updateUser externalId", "updateAccount externalId");

    /** Fields within them that may be missing; their libraries write null then. */
    private static final Set<String> ABSENT_IN_BROWSERS = Set.of("rawId", "userHandle", "transports");

    private static final String UNKNOWN = "roles tenantId userId totpEnabled mfaExempt sso graceUntil epoch"
            + " emailVerified locked status id acr amr secret @class @type __proto__";

    private static final List<JsonBody> BODIES = JsonBody.all();

    @Test
    void every_body_has_its_type_which_takes_the_example() throws IOException {
        assertThat(BODIES)
                .hasSizeGreaterThan(40)
                .allSatisfy(body ->
                        assertThat(body.type()).as("%s", body.operation()).isNotNull());
        for (JsonBody body : BODIES) {
            assertThat(body.read(bytes(body.example().toString()))).isInstanceOf(body.type());
        }
    }

    @Test
    @DisplayName("[VALD-01] no body takes a field that it does not know")
    void unknown_fields() {
        for (JsonBody body : BODIES) {
            for (String field : UNKNOWN.split(" ")) {
                ObjectNode changed = body.example();
                if (changed.has(field) && field.equals("status")) {
                    continue; // a webhook is disabled by it
                }
                changed.put(field, "x");
                assertThatThrownBy(() -> body.read(bytes(changed.toString())))
                        .as("%s", body.operation())
                        .isInstanceOfSatisfying(
                                ProblemException.class,
                                refusal -> assertThat(refusal.errors().get(0).field())
                                        .isEqualTo(field));
            }
        }
    }

    @Test
    @DisplayName("[VALD-02] no value becomes another type")
    void other_types() {
        for (JsonBody body : BODIES) {
            for (Hole hole : Hole.of(body.operation())) {
                List<String> others = new ArrayList<>(List.of("[\"a\",\"b\"]", "1", "1.5", "{\"$ne\":1}"));
                if (!NULLABLE.contains(hole.name())
                        && !ABSENT_IN_BROWSERS.contains(hole.name())
                        && !CLEARED.contains(body.operation().id() + " " + hole.name())) {
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
                others.forEach(other -> assertRefused(body, hole, other));
            }
        }
    }

    @Test
    @DisplayName("[VALD-03] only strict JSON is taken, in UTF-8 and as one object")
    void loose_json() {
        for (JsonBody body : BODIES) {
            String good = body.example().toString();
            String first = body.example().fieldNames().next();
            for (String loose : List.of(
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
                assertRefused(body, loose);
            }
            for (String charset : List.of("UTF-16", "UTF-16LE", "UTF-32")) {
                assertThat(body.isRefused(good.getBytes(Charset.forName(charset)), "no field"))
                        .as("%s in %s", body.operation(), charset)
                        .isTrue();
            }
        }
    }

    @Test
    @DisplayName("[VALD-04] depth, length and digits over the limits are refused")
    void over_the_limits() {
        for (JsonBody body : BODIES) {
            assertRefused(body, "[".repeat(10_000));
            assertRefused(body, "{\"a\":".repeat(3_000));
            for (Hole hole : Hole.of(body.operation())) {
                assertRefused(body, hole, "[".repeat(16) + "]".repeat(16));
                assertRefused(body, hole, "1".repeat(15_000));
                assertRefused(body, hole, "1e999999999");
                assertRefused(body, hole, "\"" + "x".repeat(hole.longest() + 1) + "\"");
                assertRefused(body, hole, "\"" + "x".repeat(9_000) + "\"");
                // As long as a text is read: each part is a step into a regular expression, and could take stack.
                for (String separator : List.of(".", "/", "-", " ", ",")) {
                    for (String start : List.of("x", hole.value().asText())) {
                        String filled = hole.filled("\"" + start + (separator + "x").repeat(4_000) + "\"");
                        assertThatCode(() -> body.isRefused(bytes(filled), hole.name()))
                                .as(shown(body, filled))
                                .doesNotThrowAnyException();
                    }
                }
            }
            assertRefused(body, "{\"" + "x".repeat(65) + "\":1}");
        }
    }

    @Test
    @DisplayName("[VALD-05] text that is no text is refused in every field")
    void text_that_is_no_text() {
        for (JsonBody body : BODIES) {
            for (Hole hole : Hole.of(body.operation())) {
                String text = hole.value().isTextual() ? hole.value().asText() : "a";
                List<String> escapes = new ArrayList<>(
                        List.of("\\u0000", "\\ud800", "\\udc00x", "\\uFFFE", "\\uFFFF", "\\u001b", "\\u007f"));
                if (!hole.name().equals("code")) {
                    escapes.addAll(List.of("\\n", "\\u0085")); // a code is pasted with them
                }
                escapes.forEach(escape -> assertRefused(body, hole, "\"" + text + escape + "\""));
                for (int[] raw : new int[][] {{0xC0, 0xAF}, {0xFF}, {0xED, 0xA0, 0x80}, {0x00}, {0x1B}, {0xC2}}) {
                    assertThat(body.isRefused(hole.filled(raw), hole.name()))
                            .as(shown(body, hole.text()))
                            .isTrue();
                }
            }
        }
    }

    private void assertRefused(JsonBody body, String text) {
        assertThat(body.isRefused(bytes(text), "no field"))
                .as(shown(body, text))
                .isTrue();
    }

    private void assertRefused(JsonBody body, Hole hole, String json) {
        String text = hole.filled(json);
        assertThat(body.isRefused(bytes(text), hole.name()))
                .as(shown(body, text))
                .isTrue();
    }

    private static String shown(JsonBody body, String text) {
        return body.operation() + " " + text.substring(0, Math.min(300, text.length()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
