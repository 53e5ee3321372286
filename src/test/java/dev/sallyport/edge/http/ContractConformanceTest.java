package dev.sallyport.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Contract;
import dev.sallyport.testing.PublishedContract;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.builder.ResponseBuilder;
import io.restassured.filter.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That every test compares its answers with the contract, and that the contract itself is in order. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ContractConformanceTest {

    private static final String RIGHT = "{'total':10,'remaining':9,'generatedAt':null,'paperKey':true}";

    /** Whatever the service would take: its tokens, the codes on paper, a signed token, the key of an app. */
    private static final Pattern WORKING = Pattern.compile("sp_[a-z]{2}_[A-Za-z0-9_-]{20,}|[0-9A-Z]{4}(-[0-9A-Z]{4}){3}"
            + "|[0-9a-f]{64}|eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+|[A-Z2-7]{32}");

    /** None of these looks real. */
    private static final Pattern MADE_UP = Pattern.compile("(EXAMPLE)+[A-Z]*|EXAM-PLE\\d-EXAM-PLE\\d");

    /** Asks for something, and gets this in place of an answer of the service. */
    private static void answer(String method, String path, int status, String type, String body) {
        Filter madeUp = (request, expected, context) -> new ResponseBuilder()
                .setStatusCode(status)
                .setContentType(type)
                .setBody(body.replace('\'', '"'))
                .build();
        Api.json().filter(madeUp).request(method, path);
    }

    @Test
    @DisplayName("[DOCS-01] an answer that is in the contract passes")
    void right_answers_pass() {
        String problem = "{'type':'urn:sallyport:problem:not-found','title':'t','status':404,'detail':'d',"
                + "'instance':'urn:uuid:1'}";
        assertThatCode(() -> {
                    answer("GET", "/v1/me/recovery-codes", 200, "application/json;charset=UTF-8", RIGHT);
                    answer("GET", "/v1/nowhere", 404, "application/problem+json", problem);
                    answer("GET", "/v1/sign-in", 405, "application/problem+json", problem);
                    answer("POST", "/v1/sign-out", 414, "application/problem+json", problem);
                })
                .doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "[DOCS-01] {0} {1}: {2} {3} {4} fails the test that gets it: {5}")
    @CsvSource(delimiter = '|', textBlock = """
            GET  | /v1/me/recovery-codes | 418 | application/json | {}                     | status
            GET  | /v1/me/recovery-codes | 404 | application/problem+json | {}             | status
            GET  | /v1/nowhere           | 200 | application/json | {}                     | status
            GET  | /v1/me/recovery-codes | 200 | text/html        | {}                     | media type
            GET  | /v1/me/recovery-codes | 200 | application/json | {"total":10,"remaining":9,"paperKey":true,"more":1} | 'more'
            GET  | /v1/me/recovery-codes | 200 | application/json | {"total":10,"paperKey":true}                        | 'remaining'
            GET  | /v1/me/recovery-codes | 200 | application/json | {"total":"10","remaining":9,"paperKey":true}        | integer
            GET  | /v1/me/recovery-codes | 200 | application/json | {"total":1,"remaining":1,"paperKey":true,"generatedAt":"today"} | date-time
            GET  | /v1/me/recovery-codes | 401 | application/problem+json | {"type":"a:b","status":401,"instance":"a:b"} | 'title'
            GET  | /v1/me/recovery-codes | 401 | application/problem+json | {"type":"a:b","title":"t","status":401,"instance":"a:b","cause":"SQL"} | 'cause'
            POST | /v1/sign-in           | 200 | application/json | {"status":"signed_in"} | required
            """)
    void wrong_answers_fail(String method, String path, int status, String type, String body, String reason) {
        assertThatThrownBy(() -> answer(method, path, status, type, body))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(reason)
                .hasMessageContaining(method + " " + path);
    }

    @Test
    @DisplayName("[DOCS-01] every reference leads somewhere, and every schema is one of JSON Schema 2020-12")
    void the_document_is_whole() {
        JsonNode document = PublishedContract.document();
        Schema language = SchemaRegistry.withDialect(Dialects.getDraft202012())
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        visit(
                document,
                "$ref",
                (pointer, reference) -> assertThat(
                                document.at(reference.asText().substring(1)).isObject())
                        .as(reference.asText())
                        .isTrue());
        visit(
                document,
                "schema",
                (pointer, schema) ->
                        assertThat(language.validate(schema)).as(pointer).isEmpty());
        document.at("/components/schemas")
                .properties()
                .forEach(schema -> assertThat(language.validate(schema.getValue()))
                        .as(schema.getKey())
                        .isEmpty());
    }

    @Test
    @DisplayName("[DOCS-01] every example of an answer or a request is one that its own schema allows")
    void examples_are_true() {
        PublishedContract contract = PublishedContract.read();
        Map<String, List<String>> mistakes = new TreeMap<>();
        JsonNode document = PublishedContract.document();
        visit(document, "example", (pointer, example) -> {
            List<String> found = contract.mistakes(example, pointer.replaceFirst("/example$", "/schema"));
            if (!found.isEmpty()) {
                mistakes.put(pointer, found);
            }
        });
        visit(
                document.path("paths"),
                "examples",
                (pointer, examples) -> examples.properties().forEach(named -> {
                    JsonNode example =
                            Contract.followed(document, named.getValue()).path("value");
                    String schema = "/paths" + pointer.replaceFirst("/examples$", "/schema");
                    List<String> found = contract.mistakes(example, schema);
                    if (!found.isEmpty()) {
                        mistakes.put(pointer + "/" + named.getKey(), found);
                    }
                }));
        assertThat(mistakes).isEmpty();
    }

    @Test
    @DisplayName("[DOCS-01] no example holds a secret that could work")
    void examples_are_made_up() {
        List<String> texts = new ArrayList<>();
        for (String name : Set.of("example", "examples", "default", "description")) {
            visit(PublishedContract.document(), name, (pointer, example) -> addTexts(texts, example));
        }
        assertThat(texts)
                .hasSizeGreaterThan(100)
                .allSatisfy(text -> assertThat(WORKING.matcher(text)
                                .results()
                                .filter(found -> !MADE_UP.matcher(found.group()).matches()))
                        .as(text)
                        .isEmpty());
    }

    private static void addTexts(List<String> texts, JsonNode node) {
        if (node.isTextual()) {
            texts.add(node.asText());
        }
        node.forEach(member -> addTexts(texts, member));
    }

    /** Every member of this name, with the pointer to it. */
    private static void visit(JsonNode node, String name, BiConsumer<String, JsonNode> visitor) {
        visit(node, "", name, visitor);
    }

    private static void visit(JsonNode node, String pointer, String name, BiConsumer<String, JsonNode> visitor) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            String at = pointer + "/" + member.getKey().replace("~", "~0").replace("/", "~1");
            if (member.getKey().equals(name)) {
                visitor.accept(at, member.getValue());
            }
            visit(member.getValue(), at, name, visitor);
        }
        if (node.isArray()) {
            for (int index = 0; index < node.size(); index++) {
                visit(node.get(index), pointer + "/" + index, name, visitor);
            }
        }
    }
}
