package dev.sallyport.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Contract;
import dev.sallyport.testing.Contract.Operation;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayName("The request examples of the contract")
class RequestExamplesTest {

    private static final String LINES = "application/x-ndjson";

    /**
     * What an example that is copied must never be answered: that it is malformed, of a wrong type, or against a rule.
     */
    private static final Set<Integer> REFUSED = Set.of(400, 415, 422);

    private static final String REFRESH_TOKEN = "sp_rt_EXAMPLE";

    @Inject
    People people;

    @Inject
    Rows database;

    private static JsonNode content(JsonNode document, Operation operation) {
        return document.path("paths")
                .path(operation.path())
                .path(operation.method().toLowerCase(Locale.ROOT))
                .path("requestBody")
                .path("content");
    }

    @Test
    @DisplayName("[DOCS-01] are taken as they are by the running service")
    void taken() {
        JsonNode document = Contract.document();
        Map<String, String> refused = new TreeMap<>();
        int sent = 0;
        for (Operation operation : Contract.operations()) {
            for (Map.Entry<String, JsonNode> type : content(document, operation).properties()) {
                JsonNode example = type.getValue().path("example");
                assertThat(type.getKey().equals(LINES) ? example.isTextual() : example.isObject())
                        .as("%s has an example", operation)
                        .isTrue();
                Response answer = send(operation, type.getKey(), example);
                sent++;
                if (operation.id().equals("createWebhook") && answer.statusCode() == 201) {
                    // It would get the events of all later tests.
                    Api.asClient().delete("/v1/admin/webhooks/{id}", answer.<String>path("id"));
                }
                // The filter of all tests has already compared the status with those that the operation documents.
                if (REFUSED.contains(answer.statusCode())) {
                    refused.put(operation + " " + example, answer.asString());
                }
            }
        }
        assertThat(sent).isGreaterThan(30);
        assertThat(refused).isEmpty();
    }

    private Response send(Operation operation, String type, JsonNode example) {
        Person ada = people.enrolled();
        database.change("update app_user set roles = '{support}' where id = ?::uuid", ada.userId);
        RequestSpecification request = Contract.authorised(operation, ada).header("If-Match", "\"0\"");
        if (!operation.takesForm()) {
            // What is called by its name must have an address, which the name of an example has not.
            String body = (type.equals(LINES) ? example.asText() : example.toString())
                    .replace("https://shop.example.org", "https://127.0.0.1");
            return operation.call(request.contentType(type).body(body));
        }
        Map<String, String> form = new LinkedHashMap<>();
        example.properties()
                .forEach(field -> form.put(field.getKey(), field.getValue().asText()));
        form.computeIfPresent("refresh_token", (name, value) -> value.equals(REFRESH_TOKEN) ? ada.refreshToken : value);
        return Api.asForm(request).formParams(form).request(operation.method(), operation.target());
    }
}
