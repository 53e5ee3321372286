package dev.sallyport.moving;

import static dev.sallyport.moving.Imports.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.clients.TestClients;
import dev.sallyport.testing.Api;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Users are found by the ids that they have in another system. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UserLookupTest {

    private final Imports imports = new Imports();

    @Test
    @DisplayName("[MOVE-08] A backend finds a user by external id, by address or by id, and no other client does")
    void users_are_found_by_their_external_ids() {
        String user = run(imports.row("ann")).get(0).path("id").asText();
        String provision = TestClients.with("provision").token();

        for (Map<String, String> filter : List.of(
                Map.of("externalId", imports.named("ann")),
                Map.of("email", imports.email("ann").toUpperCase(Locale.ROOT)),
                Map.of("externalId", imports.named("ann"), "email", imports.email("ann")))) {
            Api.as(provision)
                    .queryParams(filter)
                    .get("/v1/admin/users")
                    .then()
                    .statusCode(200)
                    .body("items.id", equalTo(List.of(user)))
                    .body("items[0].accounts[0].name", equalTo("Acme"));
        }
        for (Map<String, String> filter : List.of(
                Map.of("externalId", imports.named("nobody")),
                Map.of("email", "no address"),
                Map.of("externalId", imports.named("ann"), "email", imports.email("other")))) {
            Api.as(provision)
                    .queryParams(filter)
                    .get("/v1/admin/users")
                    .then()
                    .statusCode(200)
                    .body("items", equalTo(List.of()));
        }
        Api.as(provision)
                .get("/v1/admin/users/{id}", user)
                .then()
                .statusCode(200)
                .body("externalId", equalTo(imports.named("ann")));
        Api.as(provision)
                .get("/v1/admin/users/{id}", "0199d3c2-61aa-7e11-a2d3-0b9c4e5f6a77")
                .then()
                .statusCode(404);
        Api.as(provision).get("/v1/admin/users").then().statusCode(400);
        Api.as(provision)
                .queryParam("externalId", "\0")
                .get("/v1/admin/users")
                .then()
                .statusCode(400);
        Api.as(provision)
                .queryParam("externalId", "\0")
                .get("/v1/admin/accounts")
                .then()
                .statusCode(400);
        Api.as(provision).queryParam("q", "ann").get("/v1/admin/users").then().statusCode(400);
        String other =
                TestClients.with("introspect", "sign-in", "import", "admin").token();
        Api.as(other).get("/v1/admin/users").then().statusCode(403);
        Api.as(other).get("/v1/admin/users/{id}", user).then().statusCode(403);
    }

    @Test
    @DisplayName("[MOVE-08] [ERAS-02] An erased user frees the external id, and another user can have it")
    void an_erased_user_frees_the_external_id() {
        String first = run(imports.row("ben")).get(0).path("id").asText();

        Api.asClient().delete("/v1/admin/users/{id}", first).then().statusCode(204);

        JsonNode second = run(imports.row("ben")).get(0);
        assertThat(second.path("status").asText()).isEqualTo("created");
        assertThat(second.path("id").asText()).isNotEqualTo(first);
    }
}
