package dev.sallyport.edge.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.testing.Contract.Operation;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An example of a request body with a hole in place of one of its values.
 *
 * @param name the field
 * @param value what the example has there
 * @param text the body
 */
record Hole(String name, JsonNode value, String text) {

    private static final String HOLE = "\"<<hole>>\"";

    /** One for each value of the example of an operation, the ones within objects included. */
    static List<Hole> of(Operation operation) {
        ObjectNode body = operation.body().orElseThrow();
        return collect(body.deepCopy(), "", body.deepCopy());
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

    String filled(String json) {
        return text.replace(HOLE, json);
    }

    /** With a text of these bytes. */
    byte[] filled(int... raw) {
        int start = text.indexOf(HOLE);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes((text.substring(0, start) + "\"a").getBytes(StandardCharsets.UTF_8));
        for (int value : raw) {
            body.write(value);
        }
        body.writeBytes(("\"" + text.substring(start + HOLE.length())).getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }

    /** The most characters that any text has, but for those that others make: ID tokens, and answers of browsers. */
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
