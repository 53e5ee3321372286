package dev.sallyport.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Compares answers with the shapes that the contract gives them: a field that it does not name is a leak. */
public final class Shapes {

    private final JsonNode document = Contract.document();

    /** The fields of a JSON answer that the contract does not name. */
    public List<String> undeclared(Contract.Operation operation, int status, JsonNode answer) {
        JsonNode schema = document.path("paths")
                .path(operation.path())
                .path(operation.method().toLowerCase(Locale.ROOT))
                .path("responses")
                .path(Integer.toString(status))
                .path("content")
                .path("application/json")
                .path("schema");
        return undeclared(operation.id(), schema, answer);
    }

    private List<String> undeclared(String at, JsonNode named, JsonNode value) {
        JsonNode schema =
                named.has("$ref") ? document.at(named.path("$ref").asText().substring(1)) : named;
        if (schema.has("oneOf") || schema.has("anyOf")) {
            return best(at, schema.has("oneOf") ? schema.path("oneOf") : schema.path("anyOf"), value);
        }
        List<String> found = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(item -> found.addAll(undeclared(at + "[]", schema.path("items"), item)));
        } else if (value.isObject() && !isMap(schema)) {
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                String name = at + "." + field.getKey();
                JsonNode declared = schema.path("properties").path(field.getKey());
                if (declared.isMissingNode()) {
                    found.add(name);
                } else {
                    found.addAll(undeclared(name, declared, field.getValue()));
                }
            }
        }
        return found;
    }

    /** A map, whose names are data. */
    private static boolean isMap(JsonNode schema) {
        return schema.has("additionalProperties") && !schema.has("properties");
    }

    private List<String> best(String at, JsonNode alternatives, JsonNode value) {
        List<String> least = null;
        for (JsonNode alternative : alternatives) {
            List<String> found = undeclared(at, alternative, value);
            least = least == null || found.size() < least.size() ? found : least;
        }
        return least;
    }
}
