package dev.sallyport.edge.platform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.edge.platform.Replicas.Guest;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Levels;
import dev.sallyport.testing.PublishedContract;
import dev.sallyport.testing.ReadOnlyOperations;
import dev.sallyport.testing.SlowTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A third replica, whose role in the database can only read. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@SlowTest
class ReadOnlyReplicaIT {

    private static final int ONE = 0;

    private static Replicas replicas;
    private static StartedService reader;

    private record Operation(String id, String method, String path) {}

    @BeforeAll
    static void start() throws Exception {
        replicas = Replicas.running();
        reader = replicas.readOnly();
    }

    @AfterAll
    static void stop() {
        reader.close();
    }

    private static List<Operation> operations() {
        List<Operation> found = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path :
                PublishedContract.document().path("paths").properties()) {
            path.getValue().properties().forEach(operation -> {
                String id = operation.getValue().path("operationId").asText();
                if (!id.isEmpty()) {
                    found.add(new Operation(id, operation.getKey().toUpperCase(Locale.ROOT), path.getKey()));
                }
            });
        }
        return found;
    }

    /** A caller for whom the operation is meant, with ids of what there is, or at least could be. */
    private static Response call(Operation operation, Guest owner, String account) {
        if (operation.id().equals("introspectToken")) {
            return Api.introspect(owner.accessToken()).extract().response();
        }
        RequestSpecification request =
                Levels.TABLE.get(operation.id()) == Levels.Level.CLIENT ? Api.asClient() : Api.as(owner.accessToken());
        String path = operation
                .path()
                .replace("{accountId}", account)
                .replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
        if (operation.id().startsWith("findProvisioned")) {
            request.queryParam("externalId", "none"); // it answers no question that every server must be asked
        }
        return request.request(operation.method(), path);
    }

    @Test
    @DisplayName("[RELY-16] a read-only replica answers checks and lists, and everything else with 503 at once")
    void it_answers_what_changes_nothing() {
        Guest owner = replicas.guest(ONE, ONE);
        String account = Api.as(owner.accessToken()).get("/v1/me").path("accounts[0].id");
        replicas.use(reader);
        for (Operation operation : operations()) {
            Response answer = call(operation, owner, account);
            if (ReadOnlyOperations.ANSWERED.contains(operation.id())) {
                // Not an agent, and nothing under a random id
                assertThat(answer.statusCode()).as("%s", operation).isIn(200, 403, 404);
            } else {
                assertThat(answer.statusCode()).as("%s", operation).isEqualTo(503);
                assertThat(answer.header("Retry-After")).as("%s", operation).isEqualTo("5");
            }
        }
        Api.as(owner.accessToken())
                .accept("application/x-ndjson")
                .get("/v1/accounts/{id}/events", account)
                .then()
                .statusCode(503)
                .body("detail", equalTo("This replica is read-only. Send the request to one that can change data."));
        Api.as(owner.accessToken())
                .get("/v1/accounts/{id}/users", account)
                .then()
                .statusCode(200)
                .body("items[0].email", equalTo(owner.email()));
        Api.session("none").statusCode(401);
        given().post("/v1/nowhere").then().statusCode(404);
    }

    @Test
    @DisplayName("[RELY-16] a read-only replica sees at once what was ended elsewhere, and the same signing keys")
    void it_follows() {
        Guest guest = replicas.guest(ONE, ONE);
        String keys = given().get("/.well-known/jwks.json").asString();
        replicas.use(reader);
        assertThat(given().get("/.well-known/jwks.json").asString()).isEqualTo(keys);
        Api.introspect(guest.accessToken()).body("active", equalTo(true));
        replicas.use(ONE);
        Api.as(guest.accessToken()).post("/v1/sign-out").then().statusCode(204);
        replicas.use(reader);
        Api.introspect(guest.accessToken()).body("active", equalTo(false));
        Api.as(guest.accessToken()).get("/v1/forward-auth").then().statusCode(401);
    }

    @Test
    @DisplayName("[RELY-16] readiness shows the mode, and a refusal is logged although it is not in the trail")
    void it_says_what_it_is() throws Exception {
        assertThat(reader.health("/ready").statusCode()).isEqualTo(200);
        assertThat(reader.health("/ready").body()).contains("\"read-only\"");
        assertThat(replicas.readiness(ONE)).contains("\"read-write\"");

        Guest guest = replicas.guest(ONE, ONE);
        replicas.use(reader);
        Api.as(guest.accessToken()).get("/v1/admin/clients").then().statusCode(403);
        given().auth()
                .preemptive()
                .basic("test-client", "wrong")
                .get("/v1/admin/clients")
                .then()
                .statusCode(401);

        assertThat(reader.output()).contains("authz_fail", "client_secret_fail").doesNotContain("Flyway", "25006");
        assertThat(reader.output().lines().filter(ReadOnlyReplicaIT::isNoise)).isEmpty();
    }

    private static boolean isNoise(String line) {
        boolean isWarning = line.contains("\"level\":\"WARN\"") || line.contains("\"level\":\"ERROR\"");
        return isWarning && !line.contains("MeterRegistry"); // which warns at every start
    }
}
