package dev.sallyport.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the simple paths of a JSON body with Jackson: REST Assured compiles a script for each path that it reads. */
final class QuickPath extends JsonPath {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Names and positions only: {@code codes[0].value}. */
    private static final Pattern SIMPLE = Pattern.compile("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*|\\[\\d+])*");

    private static final Pattern STEPS = Pattern.compile("[.\\[\\]]+");

    private final JsonNode root;

    QuickPath(Exchange exchange) {
        super(new String(exchange.body(), StandardCharsets.UTF_8));
        this.root = exchange.tree();
    }

    /** A value of the body; null where the body has null or nothing. */
    record Found(Object value) {}

    @Override
    @SuppressWarnings("unchecked")
    public <T> T get(String path) {
        Optional<Found> found = find(root, path);
        return found.isPresent() ? (T) found.get().value() : super.get(path);
    }

    /** Empty if REST Assured is to find it. */
    static Optional<Found> find(JsonNode root, String path) {
        if (root.isMissingNode() || !SIMPLE.matcher(path).matches()) {
            return Optional.empty();
        }
        JsonNode node = root;
        for (String step : STEPS.split(path)) {
            if (node.isObject()) {
                node = node.path(step);
            } else if (!node.isArray()) {
                return Optional.empty();
            } else if (Character.isDigit(step.charAt(0))) {
                node = node.path(Integer.parseInt(step));
            } else {
                Optional<JsonNode> fields = fields(node, step);
                if (fields.isEmpty()) {
                    return Optional.empty();
                }
                node = fields.get();
            }
        }
        if (node.isMissingNode() || node.isNull()) {
            return Optional.of(new Found(null));
        }
        return hasDecimals(node) ? Optional.empty() : Optional.of(new Found(JSON.convertValue(node, Object.class)));
    }

    /** The field of each element, with null for those that lack it; empty where one is no object. */
    private static Optional<JsonNode> fields(JsonNode elements, String name) {
        ArrayNode fields = JsonNodeFactory.instance.arrayNode();
        for (JsonNode element : elements) {
            if (!element.isObject()) {
                return Optional.empty();
            }
            fields.add(element.get(name));
        }
        return Optional.of(fields);
    }

    /** REST Assured reads a decimal as a type of its own choice. */
    private static boolean hasDecimals(JsonNode node) {
        for (JsonNode child : node) {
            if (hasDecimals(child)) {
                return true;
            }
        }
        return node.isDouble();
    }
}
