package dev.sallyport.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.clients.TestClients.TestClient;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Contract;
import dev.sallyport.testing.Contract.Operation;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A secret that was right before is remembered for introspection, which confirms it: that memory opens nothing. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RememberedSecretTest {

    private static final String[] EVERY_SCOPE = Roles.SCOPES.toArray(String[]::new);

    @Inject
    TestClock clock;

    private static void remember(TestClient client) {
        client.basic(Api.form("token", "x")).post("/oauth2/introspect").then().statusCode(200);
    }

    private static void opensNothing(TestClient client) {
        List<Operation> operations = Contract.closed().stream()
                .filter(operation -> operation.callers().contains("clientBasic"))
                // Last what looks the client up again, and forgets it.
                .sorted(Comparator.comparing(Operation::isOauth))
                .toList();
        assertThat(operations).hasSizeGreaterThan(15);
        for (Operation operation : operations) {
            var request = client.basic(operation.takesForm() ? Api.form("token", "x") : Api.json());
            operation.body().ifPresent(body -> request.body(body.toString()));
            Response answer = operation.call(request);
            // 429 where so many wrong secrets in a row are refused unread.
            assertThat(answer.statusCode()).as(operation.toString()).isIn(401, 429);
        }
    }

    @Test
    @DisplayName("[JWT-06] [O6] the remembered secret of a client that was taken away opens no operation")
    void a_deleted_client() {
        TestClient client = TestClients.with(EVERY_SCOPE);
        remember(client);
        Api.asClient().delete("/v1/admin/clients/{id}", client.id()).then().statusCode(204);
        opensNothing(client);
    }

    @Test
    @DisplayName("[JWT-06] [O6] a remembered secret opens no operation once its time together with the new one is over")
    void a_rotated_secret() {
        TestClient client = TestClients.with(EVERY_SCOPE);
        remember(client);
        Api.asClient().post("/v1/admin/clients/{id}/rotate", client.id()).then().statusCode(201);
        clock.advance(Duration.ofHours(24));
        opensNothing(client);
    }
}
