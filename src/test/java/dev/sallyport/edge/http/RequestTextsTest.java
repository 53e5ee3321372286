package dev.sallyport.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Contract;
import dev.sallyport.testing.Contract.Operation;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Text in requests: how long it may be, and which bytes are text. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RequestTextsTest extends RefusedBodies {

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
