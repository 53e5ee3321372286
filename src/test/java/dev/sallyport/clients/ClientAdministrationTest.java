package dev.sallyport.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.clients.TestClients.TestClient;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.SallyportResource;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Making clients, giving them new secrets, and taking them away. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ClientAdministrationTest {

    @Inject
    Rows database;

    @Inject
    TestClock clock;

    private static ValidatableResponse create(Object... body) {
        return Api.asClient().body(Api.body(body)).post("/v1/admin/clients").then();
    }

    private static ValidatableResponse rotate(String id) {
        return Api.asClient().post("/v1/admin/clients/{id}/rotate", id).then();
    }

    private static ValidatableResponse delete(String id) {
        return Api.asClient().delete("/v1/admin/clients/{id}", id).then();
    }

    private static int introspects(TestClient client) {
        return client.basic(Api.form("token", "x")).post("/oauth2/introspect").statusCode();
    }

    private long trail(String type, String id) {
        return database.number(
                "select count(*) from audit_event where type = ? and actor_kind = 'client' and actor_id = ?"
                        + " and details ->> 'client' = ?",
                type,
                SallyportResource.CLIENT_ID,
                id);
    }

    @Test
    @DisplayName(
            "[O6] [INTR-01] a new client has the scopes it was given, and a secret that is shown once and not kept")
    void a_new_client() {
        ValidatableResponse made = create("name", "Shop", "scopes", List.of("introspect", "introspect"))
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .body("name", equalTo("Shop"))
                .body("scopes", contains("introspect"))
                .body("clientSecret", matchesPattern("sp_cs_[A-Za-z0-9_-]{43}"))
                .body("requestsPerMinute", nullValue());
        TestClient client =
                new TestClient(made.extract().path("clientId"), made.extract().path("clientSecret"));

        assertThat(introspects(client)).isEqualTo(200);
        client.basic(Api.json().body("{}")).post("/v1/accounts").then().statusCode(403);
        assertThat(database.dump())
                .doesNotContain(client.secret(), client.secret().substring(6));
        assertThat(trail("client_created", client.id())).isEqualTo(1);
        assertThat(Api.asClient().get("/v1/admin/clients?limit=100").asString())
                .contains(client.id())
                .doesNotContain(client.secret(), "ecret\":");
    }

    @Test
    void what_is_no_client_is_refused_by_field() {
        create("scopes", List.of("introspect")).statusCode(400).body("errors.field", contains("name"));
        create("name", " ", "scopes", List.of("introspect")).statusCode(400);
        create("name", "x".repeat(101), "scopes", List.of("introspect")).statusCode(400);
        create("name", "Shop").statusCode(400).body("errors.field", contains("scopes"));
        create("name", "Shop", "scopes", List.of()).statusCode(400);
        create("name", "Shop", "scopes", List.of("root")).statusCode(400).body("errors", hasSize(1));
        create("name", "Shop", "scopes", List.of("admin"), "requestsPerMinute", 0)
                .statusCode(400);
        create("name", "Shop", "scopes", List.of("admin"), "clientSecret", "mine")
                .statusCode(400);
    }

    @Test
    @DisplayName("[O6] [INTR-01] after a rotation both secrets work for a day, then the new one only")
    void two_live_secrets() {
        TestClient client = TestClients.with("introspect");
        ValidatableResponse rotated = rotate(client.id())
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .body("clientId", equalTo(client.id()))
                .body(
                        "formerSecretUntil",
                        equalTo(clock.instant().plus(Duration.ofHours(24)).toString()));
        TestClient renewed = new TestClient(client.id(), rotated.extract().path("clientSecret"));
        assertThat(renewed.secret()).isNotEqualTo(client.secret());

        clock.advance(Duration.ofHours(24).minusSeconds(1));
        assertThat(introspects(client)).isEqualTo(200);
        assertThat(introspects(renewed)).isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        assertThat(introspects(client)).isEqualTo(401);
        assertThat(introspects(renewed)).isEqualTo(200);

        rotate(client.id()).statusCode(201);
        rotate(client.id()).statusCode(201);
        assertThat(introspects(renewed)).isEqualTo(401);
        assertThat(trail("client_secret_rotated", client.id())).isEqualTo(3);
    }

    @Test
    @DisplayName("[INTR-01] no call fails while a secret is rotated under load")
    void rotation_under_load() {
        TestClient client = TestClients.with("introspect");
        List<Integer> statuses = AtOnce.run(
                50, number -> () -> number == 25 ? rotate(client.id()).extract().statusCode() : introspects(client));
        assertThat(statuses).filteredOn(status -> status != 200).containsExactly(201);
    }

    @Test
    @DisplayName("[O6] a client that is taken away is unknown at once")
    void taken_away() {
        TestClient client = TestClients.with("introspect");
        delete(client.id()).statusCode(204);
        assertThat(introspects(client)).isEqualTo(401);
        Ceremonies.refused(delete(client.id()), 404, "not-found");
        Ceremonies.refused(rotate(client.id()), 404, "not-found");
        Ceremonies.refused(delete("x\0"), 400, "invalid-request");
        assertThat(trail("client_deleted", client.id())).isEqualTo(1);
    }

    @Test
    @DisplayName("[O6] what is changed of a client counts at once, and is on record")
    void changes() {
        TestClient client = TestClients.with("introspect", "provision");
        change(client.id(), "scopes", List.of("provision"))
                .statusCode(200)
                .body("scopes", contains("provision"))
                .body("name", equalTo("Test"))
                .body("createdAt", notNullValue());
        assertThat(introspects(client)).isEqualTo(403);
        change(client.id(), "scopes", List.of("introspect", "provision")).statusCode(200);
        assertThat(introspects(client)).isEqualTo(200);
        change(client.id(), "scopes", List.of("provision")).statusCode(200);
        assertThat(introspects(client)).isEqualTo(403);
        change(client.id(), "name", "Till", "requestsPerMinute", 5)
                .statusCode(200)
                .body("name", equalTo("Till"))
                .body("requestsPerMinute", equalTo(5));
        change(client.id(), "requestsPerMinute", 0).statusCode(200).body("requestsPerMinute", nullValue());
        change(client.id(), "scopes", List.of()).statusCode(400);
        change("nobody", "name", "x").statusCode(404);
        assertThat(trail("client_changed", client.id())).isEqualTo(5);
    }

    private static ValidatableResponse change(String id, Object... body) {
        return Api.asClient()
                .body(Api.body(body))
                .patch("/v1/admin/clients/{id}", id)
                .then();
    }

    @Test
    @DisplayName("[O6] an administering client cannot lock all clients out")
    void the_caller_stays() {
        Ceremonies.refused(delete(SallyportResource.CLIENT_ID), 409, "conflict");
        Ceremonies.refused(change(SallyportResource.CLIENT_ID, "scopes", List.of("introspect")), 409, "conflict");
        Api.asClient().get("/v1/admin/clients").then().statusCode(200);
    }

    @Test
    void the_list_continues_where_a_page_ended() {
        for (int more = 0; more < 3; more++) {
            TestClients.with("introspect");
        }
        List<String> ids = new ArrayList<>();
        String after = null;
        do {
            var request = Api.asClient().queryParam("limit", 2);
            ValidatableResponse page = (after == null ? request : request.queryParam("after", after))
                    .get("/v1/admin/clients")
                    .then()
                    .statusCode(200);
            ids.addAll(page.extract().jsonPath().getList("items.clientId", String.class));
            after = page.extract().path("next");
        } while (after != null);
        assertThat(ids).doesNotHaveDuplicates().isSorted().contains(SallyportResource.CLIENT_ID);
        assertThat((long) ids.size()).isEqualTo(database.number("select count(*) from client"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"limit=101", "limit=0", "limit=-1", "limit=abc", "limit=", "limit=1.5", "after=*", "limt=1"})
    @DisplayName("[API-04] a list that is asked for in a way it does not know is 400, and says which parameter")
    void what_the_list_does_not_know(String query) {
        Ceremonies.refused(Api.asClient().get("/v1/admin/clients?" + query).then(), 400, "invalid-request")
                .body("errors[0].field", equalTo(query.substring(0, query.indexOf('='))));
    }
}
