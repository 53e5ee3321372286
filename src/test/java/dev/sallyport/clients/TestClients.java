package dev.sallyport.clients;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.testing.Api;
import io.restassured.specification.RequestSpecification;
import java.util.List;

/** Clients as tests need them, each made through the API. */
public final class TestClients {

    private TestClients() {}

    /** A client and its secret. */
    public record TestClient(String id, String secret) {

        public RequestSpecification basic(RequestSpecification request) {
            return request.header("Authorization", Api.basic(id, secret));
        }

        /** A token for everything that it may do. */
        public String token() {
            return Api.read(basic(Api.form("grant_type", "client_credentials"))
                            .post("/oauth2/token")
                            .then()
                            .statusCode(200))
                    .path("access_token")
                    .asText();
        }
    }

    public static TestClient with(String... scopes) {
        return with(null, scopes);
    }

    /** A client with a limit of its own. */
    public static TestClient with(Integer requestsPerMinute, String... scopes) {
        JsonNode made = Api.read(Api.asClient()
                .body(Api.body("name", "Test", "scopes", List.of(scopes), "requestsPerMinute", requestsPerMinute))
                .post("/v1/admin/clients")
                .then()
                .statusCode(201));
        return new TestClient(
                made.path("clientId").asText(), made.path("clientSecret").asText());
    }
}
