package dev.sallyport.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.testing.Contract;
import dev.sallyport.testing.PublishedContract;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** That the published contract has the shape that generators of clients take. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ContractShapeTest {

    private static final JsonNode CONTRACT = PublishedContract.document();

    /** What is known to Java, Kotlin, TypeScript or Go without an import, or is of a generated client itself. */
    private static final Set<String> TAKEN = Set.of(
            "Any",
            "ApiClient",
            "ApiError",
            "ApiException",
            "ApiResponse",
            "Array",
            "Blob",
            "Body",
            "Cache",
            "Client",
            "ClientOptions",
            "ClientRequest",
            "Collection",
            "Config",
            "Configuration",
            "Context",
            "Credential",
            "Date",
            "Document",
            "Duration",
            "Element",
            "Enum",
            "Error",
            "Event",
            "Exception",
            "File",
            "FormData",
            "Function",
            "Headers",
            "History",
            "Instant",
            "JSON",
            "List",
            "Location",
            "Map",
            "Member",
            "Module",
            "Node",
            "Nothing",
            "Notification",
            "Number",
            "Object",
            "Option",
            "Options",
            "Override",
            "Package",
            "Page",
            "Pair",
            "Process",
            "Promise",
            "Query",
            "Range",
            "Record",
            "Request",
            "RequestResult",
            "Response",
            "Result",
            "Scope",
            "Selection",
            "Session",
            "Set",
            "Storage",
            "String",
            "Symbol",
            "System",
            "Text",
            "Thread",
            "Type",
            "Unit",
            "URL",
            "UUID",
            "Void",
            "Window",
            "Worker");

    /** What generators put behind the name of an operation, for types of their own. */
    private static final List<String> OF_OPERATIONS = List.of(
            "", "Response", "Responses", "Error", "Errors", "Data", "Params", "Result", "Body", "Options", "Variables");

    /**
     * A modifier within a group, a possessive quantifier, an anchor of Java: none is a regular expression of ECMA-262.
     */
    private static final Pattern JAVA_ONLY =
            Pattern.compile("\\(\\?[a-z-]+[:)]|[*+?}]\\+|\\\\[AzZGQEhHRX]|\\\\p\\{[A-Z][a-z]+}");

    @Test
    @DisplayName("[DOCS-01] every pattern is one of ECMA-262, and holds the whole text")
    void patterns() {
        List<String> patterns = new ArrayList<>();
        visit(CONTRACT, (name, value) -> {
            if (name.equals("pattern") && value.isTextual()) {
                patterns.add(value.asText());
            }
        });
        assertThat(patterns).hasSizeGreaterThan(5).allSatisfy(pattern -> {
            assertThat(pattern).startsWith("^").endsWith("$");
            assertThat(JAVA_ONLY.matcher(pattern).find()).as(pattern).isFalse();
        });
    }

    @Test
    @DisplayName("[DOCS-01] no schema has the name of a standard type, or of one that is made for an operation")
    void names() {
        Set<String> taken = new TreeSet<>(TAKEN);
        operations().forEach(operation -> {
            String id = operation.path("operationId").asText();
            String name = id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1);
            OF_OPERATIONS.forEach(suffix -> taken.add(name + suffix));
        });
        assertThat(CONTRACT.at("/components/schemas").properties())
                .extracting(Map.Entry::getKey)
                .hasSizeGreaterThan(50)
                .doesNotContainAnyElementsOf(taken);
    }

    @Test
    @DisplayName("[DOCS-01] every choice of schemas has a name, and a field that names the schema")
    void choices() {
        List<JsonNode> choices = new ArrayList<>();
        CONTRACT.at("/components/schemas").forEach(schema -> {
            if (schema.has("oneOf")) {
                choices.add(schema);
            }
        });
        assertThat(choices).hasSize(2).allSatisfy(choice -> {
            String field = choice.at("/discriminator/propertyName").asText();
            JsonNode mapping = choice.at("/discriminator/mapping");
            assertThat(mapping.size()).isEqualTo(choice.path("oneOf").size());
            mapping.properties()
                    .forEach(entry -> assertThat(CONTRACT.at(
                                    entry.getValue().asText().substring(1) + "/properties/" + field + "/enum"))
                            .extracting(JsonNode::asText)
                            .containsExactly(entry.getKey()));
        });
        visit(CONTRACT.path("paths"), (name, value) -> assertThat(name).isNotEqualTo("oneOf"));
    }

    @Test
    @DisplayName("[DOCS-01] every body of an answer has a schema")
    void answers() {
        operations()
                .forEach(operation -> operation
                        .path("responses")
                        .forEach(response -> response.path("content")
                                .properties()
                                .forEach(
                                        content -> assertThat(content.getValue().has("schema"))
                                                .as("%s, %s", operation.path("operationId"), content.getKey())
                                                .isTrue())));
    }

    @Test
    @DisplayName("[API-04] the types of problems are a list, and a problem may have a later one")
    void problem_types() {
        assertThat(CONTRACT.at("/components/schemas/ProblemType/enum"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(Arrays.stream(ProblemType.values())
                        .map(ProblemType::urn)
                        .toList());
        JsonNode type = CONTRACT.at("/components/schemas/Problem/properties/type");
        assertThat(type.at("/x-known-values/$ref").asText()).endsWith("/ProblemType");
        assertThat(type.has("enum")).isFalse();
    }

    @Test
    @DisplayName("[DOCS-01] a reason that every operation of a kind has does not replace one that the operation names")
    void reasons() {
        for (String path : List.of("admin~1webhooks", "accounts~1{accountId}~1webhooks")) {
            assertThat(CONTRACT.at("/paths/~1v1~1" + path + "/post/responses/422/description")
                            .asText())
                    .startsWith("`rule-violated`")
                    .contains("`idempotency-key-reused`");
        }
    }

    @Test
    @DisplayName("[DOCS-01] what is required is said to be, and what takes a credential says which")
    void callers() {
        JsonNode policy = CONTRACT.at("/paths/~1v1~1accounts~1{accountId}~1two-factor-policy/put/parameters");
        assertThat(policy)
                .filteredOn(parameter -> parameter.path("name").asText().equals("If-Match"))
                .singleElement()
                .satisfies(parameter ->
                        assertThat(parameter.path("required").asBoolean()).isTrue());
        for (String path : List.of("token", "revoke")) {
            JsonNode security = CONTRACT.at("/paths/~1oauth2~1" + path + "/post/security");
            assertThat(security).anyMatch(JsonNode::isEmpty).anyMatch(scheme -> scheme.has("clientBasic"));
        }
    }

    @Test
    @DisplayName("[DOCS-01] no text is about a field or a parameter that the code does not have")
    void no_text_is_left_over() {
        CONTRACT.at("/components/schemas").properties().forEach(schema -> typed(schema.getKey(), schema.getValue()));
        operations()
                .forEach(operation -> operation
                        .path("parameters")
                        .forEach(parameter -> assertThat(
                                        Contract.followed(CONTRACT, parameter).has("schema"))
                                .as("%s: %s", operation.path("operationId").asText(), parameter)
                                .isTrue()));
    }

    /** A text alone makes a schema without a type. */
    private static void typed(String name, JsonNode schema) {
        assertThat(List.of("type", "$ref", "anyOf", "oneOf")).as(name).anyMatch(schema::has);
        schema.path("properties").properties().forEach(field -> typed(name + "." + field.getKey(), field.getValue()));
    }

    @Test
    @DisplayName("[DOCS-01] every response has a text of its own, and not the framework's")
    void every_response_has_a_text() {
        operations()
                .forEach(operation -> operation
                        .path("responses")
                        .forEach(response -> assertThat(Contract.followed(CONTRACT, response)
                                        .path("description")
                                        .asText())
                                .as(operation.path("operationId").asText())
                                .isNotBlank()
                                .isNotIn("OK", "Created", "No Content", "Not Authorized", "Not Allowed")));
    }

    private static List<JsonNode> operations() {
        List<JsonNode> operations = new ArrayList<>();
        CONTRACT.path("paths")
                .forEach(path -> StreamSupport.stream(path.spliterator(), false)
                        .filter(operation -> operation.has("operationId"))
                        .forEach(operations::add));
        return operations;
    }

    /** Every member, with its name. */
    private static void visit(JsonNode node, BiConsumer<String, JsonNode> visitor) {
        node.properties().forEach(member -> {
            visitor.accept(member.getKey(), member.getValue());
            visit(member.getValue(), visitor);
        });
        if (node.isArray()) {
            node.forEach(element -> visit(element, visitor));
        }
    }
}
