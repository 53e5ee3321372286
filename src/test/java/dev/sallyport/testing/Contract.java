package dev.sallyport.testing;

import static dev.sallyport.testing.QuickRequest.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The operations that the running service says it has. */
public final class Contract {

    public static final String SOME_ID = "0199d3c2-0000-7000-8000-00000000dead";

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    private static JsonNode shown;
    private static int shownAt;

    private Contract() {}

    /**
     * One operation.
     *
     * @param id its name in the contract
     * @param callers the names of the security schemes of which one is needed; none for a public operation, also where
     *     it takes a credential
     * @param scopes the scopes that a client needs all of
     * @param body an example of the JSON body, made from its schema
     * @param takesForm whether it is called with a form instead
     * @param takesLines whether it is called with lines of JSON instead
     * @param queries the names of its query parameters
     */
    public record Operation(
            String id,
            String method,
            String path,
            Set<String> callers,
            Set<String> scopes,
            Optional<ObjectNode> body,
            boolean takesForm,
            boolean takesLines,
            List<String> queries) {

        public boolean isPublic() {
            return callers.isEmpty();
        }

        /** Whether there is a kind of caller, user or client, who may not call it. */
        public boolean isForOneKind() {
            return !isPublic() && !(callers.contains("userToken") && callers.contains("clientBasic"));
        }

        /** The path with an id that does not exist in place of each parameter. */
        public String target() {
            return path.replaceAll("\\{[^}]+}", SOME_ID);
        }

        /** Whether its refusals are those of RFC 6749, and its callers clients only. */
        public boolean isOauth() {
            return path.startsWith("/oauth2/");
        }

        public Response call(RequestSpecification request) {
            return typed(request).request(method, target());
        }

        /** The same request with the media type that the operation takes. */
        public RequestSpecification typed(RequestSpecification request) {
            if (takesLines) {
                return Api.asLines(request);
            }
            return takesForm ? Api.asForm(request) : request;
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    public static List<Operation> operations() {
        return operations(document());
    }

    /** Those of a document. */
    public static List<Operation> operations(JsonNode document) {
        List<Operation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> member : path.getValue().properties()) {
                if (METHODS.contains(member.getKey())) {
                    operations.add(operation(
                            document, member.getKey().toUpperCase(Locale.ROOT), path.getKey(), member.getValue()));
                }
            }
        }
        if (operations.isEmpty()) {
            throw new AssertionError("The document has no operations: " + document);
        }
        return operations;
    }

    public static List<Operation> closed() {
        return operations().stream().filter(operation -> !operation.isPublic()).toList();
    }

    public static List<Operation> withBody() {
        return operations().stream()
                .filter(operation -> operation.body().isPresent())
                .toList();
    }

    /** The ids of the operations that have a shared parameter. */
    public static List<String> withParameter(String reference) {
        List<String> ids = new ArrayList<>();
        document()
                .path("paths")
                .forEach(path ->
                        path.forEach(operation -> operation.path("parameters").forEach(parameter -> {
                            if (parameter.path("$ref").asText().equals(reference)) {
                                ids.add(operation.path("operationId").asText());
                            }
                        })));
        return ids;
    }

    /** A request of a caller who may call the operation. */
    public static RequestSpecification authorised(Operation operation, Person user) {
        if (operation.callers().contains("userToken")) {
            return Api.as(user.accessToken);
        }
        return operation.isPublic() ? Api.json() : Api.asClient();
    }

    /** The document as the running service shows it, which is asked once. */
    public static synchronized JsonNode document() {
        if (shown == null || shownAt != RestAssured.port) {
            shown = Api.read(given().queryParam("format", "json")
                    .get("/q/openapi")
                    .then()
                    .statusCode(200));
            shownAt = RestAssured.port;
        }
        return shown.deepCopy();
    }

    private static Operation operation(JsonNode document, String method, String path, JsonNode node) {
        Set<String> callers = new TreeSet<>();
        Set<String> scopes = new TreeSet<>();
        boolean isOpen = false;
        for (JsonNode requirement : node.path("security")) {
            isOpen |= requirement.isEmpty();
            requirement.properties().forEach(named -> {
                callers.add(named.getKey());
                named.getValue().forEach(scope -> scopes.add(scope.asText()));
            });
        }
        // Sign-up is open only where it is configured, which it is not in most tests.
        if (isOpen && !node.path("operationId").asText().equals("createAccount")) {
            callers.clear();
        }
        JsonNode content = node.path("requestBody").path("content");
        JsonNode schema = content.path("application/json").path("schema");
        Optional<ObjectNode> body =
                schema.isMissingNode() ? Optional.empty() : Optional.of((ObjectNode) example(document, schema));
        return new Operation(
                node.path("operationId").asText(),
                method,
                path,
                callers,
                scopes,
                body,
                content.has("application/x-www-form-urlencoded"),
                content.has("application/x-ndjson"),
                queries(document, node));
    }

    private static List<String> queries(JsonNode document, JsonNode operation) {
        List<String> names = new ArrayList<>();
        operation.path("parameters").forEach(given -> {
            JsonNode parameter = followed(document, given);
            if (parameter.path("in").asText().equals("query")) {
                names.add(parameter.path("name").asText());
            }
        });
        return names;
    }

    /** What a reference stands for; the node itself where it is none. */
    public static JsonNode followed(JsonNode document, JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    private static JsonNode example(JsonNode document, JsonNode schema) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (schema.has("$ref")) {
            return example(document, document.at(schema.path("$ref").asText().substring(1)));
        }
        if (schema.path("examples").size() > 0) {
            return schema.path("examples").get(0);
        }
        if (schema.path("enum").size() > 0) {
            return schema.path("enum").get(0);
        }
        if (schema.path("format").asText().equals("uuid")) {
            return json.textNode(SOME_ID);
        }
        return switch (schema.path("type").asText()) {
            case "object" -> object(document, schema);
            case "boolean" -> json.booleanNode(true);
            case "integer" -> json.numberNode(1);
            case "array" -> json.arrayNode().add(example(document, schema.path("items")));
            default -> json.textNode("text");
        };
    }

    private static ObjectNode object(JsonNode document, JsonNode schema) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            object.set(property.getKey(), example(document, property.getValue()));
        }
        return object;
    }
}
