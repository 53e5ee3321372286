package dev.sallyport.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Contract;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayName("The published contract")
class OpenApiContractTest {

    private static final Path PUBLISHED = Path.of("openapi", "openapi.yaml");
    private static final Set<String> SECRETS = Set.of("code", "token", "secret", "password", "key");

    @TestHTTPResource("/q/openapi")
    URL running;

    private record Operation(String name, JsonNode document, JsonNode shared, JsonNode node) {}

    private String read(String format) throws IOException {
        try (InputStream stream = new URL(running + "?format=" + format).openStream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private List<Operation> operations() throws IOException {
        JsonNode document = new ObjectMapper().readTree(read("json"));
        List<Operation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> member : path.getValue().properties()) {
                if (member.getValue().isObject()) {
                    String name = member.getKey() + " " + path.getKey();
                    operations.add(
                            new Operation(name, document, path.getValue().path("parameters"), member.getValue()));
                }
            }
        }
        return operations;
    }

    @Test
    @DisplayName("is what the service shows; when this fails, run `mvn package -DskipTests` and commit openapi/")
    void published() throws IOException {
        assertThat(PUBLISHED).exists();
        // Compared as trees: the build of the tests, which have resources too, writes some members in another order.
        ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
        assertThat(yaml.readTree(Files.readString(PUBLISHED))).isEqualTo(yaml.readTree(read("yaml")));
    }

    @Test
    @DisplayName("is OpenAPI 3.1 and holds no operation of the tests")
    void version() throws IOException {
        assertThat(read("yaml")).startsWith("---\nopenapi: 3.1").doesNotContain("/v1/test", "EchoResource");
    }

    @Test
    @DisplayName("[API-08] has no secret in a path or a query")
    void parameters() throws IOException {
        for (Operation operation : operations()) {
            for (JsonNode parameters :
                    List.of(operation.shared(), operation.node().path("parameters"))) {
                parameters.forEach(given -> {
                    JsonNode parameter = Contract.followed(operation.document(), given);
                    String name = parameter.path("name").asText().toLowerCase(Locale.ROOT);
                    boolean isVisible = !parameter.path("in").asText().equals("header");
                    assertThat(isVisible && SECRETS.contains(name))
                            .as("%s: %s", operation.name(), name)
                            .isFalse();
                });
            }
        }
    }

    @Test
    @DisplayName("describes each operation: summary, id, tag, security or none, and an example of each JSON body")
    void descriptions() throws IOException {
        for (Operation operation : operations()) {
            JsonNode node = operation.node();
            assertThat(node.path("summary").asText()).as(operation.name()).isNotBlank();
            assertThat(node.path("operationId").asText()).as(operation.name()).isNotBlank();
            assertThat(node.path("tags")).as(operation.name()).isNotEmpty();
            assertThat(node.has("security")).as(operation.name()).isTrue();
            assertExample(operation.name() + ", request", node.path("requestBody"));
            for (Map.Entry<String, JsonNode> response : node.path("responses").properties()) {
                if (response.getKey().startsWith("2")) {
                    assertExample(operation.name() + ", " + response.getKey(), response.getValue());
                }
            }
        }
    }

    @Test
    @DisplayName("describes each parameter of a path")
    void pathParameters() throws IOException {
        for (Operation operation : operations()) {
            for (JsonNode parameters :
                    List.of(operation.shared(), operation.node().path("parameters"))) {
                for (JsonNode parameter : parameters) {
                    if (parameter.path("in").asText().equals("path")) {
                        assertThat(parameter.path("description").asText())
                                .as(operation.name() + " "
                                        + parameter.path("name").asText())
                                .isNotEmpty();
                    }
                }
            }
        }
    }

    private static void assertExample(String where, JsonNode body) {
        JsonNode json = body.path("content").path("application/json");
        boolean hasExample = json.has("example") || json.path("examples").size() > 0;
        assertThat(json.isMissingNode() || hasExample).as(where).isTrue();
    }

    @Test
    @DisplayName("names the challenge of each 401, and the header that says when to try again")
    void headersOfRefusals() throws IOException {
        for (Operation operation : operations()) {
            for (Map.Entry<String, JsonNode> response :
                    operation.node().path("responses").properties()) {
                String where = operation.name() + " " + response.getKey();
                JsonNode refusal = Contract.followed(operation.document(), response.getValue());
                boolean waits = Set.of("429", "503").contains(response.getKey())
                        || refusal.path("description").asText().contains("`request-outstanding`");
                if (response.getKey().equals("401")) {
                    assertThat(refusal.path("headers").has("WWW-Authenticate"))
                            .as(where)
                            .isTrue();
                }
                if (waits) {
                    assertThat(refusal.path("headers").has("Retry-After"))
                            .as(where)
                            .isTrue();
                }
            }
        }
    }

    @Test
    @DisplayName("tells the 401 of an expired access token from the one of a wrong proof")
    void unauthenticated() throws IOException {
        for (String name : List.of("post /v1/me/step-up", "post /v1/me/two-factor/disable")) {
            Operation operation = operations().stream()
                    .filter(each -> each.name().equals(name))
                    .findAny()
                    .orElseThrow();
            assertThat(operation.node().at("/responses/401/description").asText())
                    .as(name)
                    .contains("`not-authenticated`");
        }
    }

    @Test
    @DisplayName("says how long a name and an email address may be")
    void lengths() throws IOException {
        JsonNode schemas = new ObjectMapper().readTree(read("json")).at("/components/schemas");
        Map<String, Integer> lengths = Map.of(
                "CreateAccountRequest/name", 100,
                "RenameDeviceRequest/name", 100,
                "SignInRequest/deviceName", 100,
                "CreateUserRequest/email", 254,
                "NewOwner/email", 254);
        lengths.forEach((property, longest) -> assertThat(
                        schemas.at("/" + property.replace("/", "/properties/") + "/maxLength")
                                .asInt())
                .as(property)
                .isEqualTo(longest));
    }

    @Test
    @DisplayName("gives each operation an id of its own")
    void ids() throws IOException {
        List<String> ids = operations().stream()
                .map(operation -> operation.node().path("operationId").asText())
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("has no operation that no resource answers")
    void answered() {
        for (Contract.Operation operation : Contract.operations()) {
            Response response = operation.call(Api.json());
            assertThat(response.statusCode()).as(operation.toString()).isNotEqualTo(405);
            assertThat(response.asString()).as(operation.toString()).doesNotContain("problem:no-such-path");
        }
    }
}
