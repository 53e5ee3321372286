package dev.sallyport.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Contract;
import dev.sallyport.testing.Contract.Operation;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.SallyportResource;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ClientCredentialsTest {

    private static final String SECRET = "the secret of a test's own client";

    @Inject
    Rows database;

    @Inject
    TestClock clock;

    /** A client with these scopes, as an array of the table. */
    private String client(String scopes) {
        String id = "client-" + UUID.randomUUID();
        database.change(
                "insert into client (id, name, secret_hash, scopes, created_at) values (?, 'Test', ?, ?::text[], ?)",
                id,
                Clients.secretHash(SECRET),
                scopes,
                Timestamp.from(clock.instant()));
        return id;
    }

    private static Response createAccount(String id, String secret) {
        String email = "owner-" + UUID.randomUUID() + "@example.org";
        return Api.json()
                .auth()
                .preemptive()
                .basic(id, secret)
                .body(Api.body("name", "Acme", "owner", Api.body("email", email, "password", People.PASSWORD)))
                .post("/v1/accounts");
    }

    @Test
    @DisplayName("[JWT-06] a client is known by its id and secret, and an unknown one looks like a wrong secret")
    void wrong_secrets() {
        String id = client("{provision}");
        assertThat(createAccount(id, SECRET).statusCode()).isEqualTo(201);
        for (List<String> wrong : List.of(
                List.of(id, SECRET + "x"),
                List.of(id, SECRET.substring(1)),
                List.of(id, ""),
                List.of(id, SallyportResource.CLIENT_SECRET),
                List.of(SallyportResource.CLIENT_ID, SECRET),
                List.of("nobody", SECRET),
                List.of("", SECRET),
                List.of(id.toUpperCase(Locale.ROOT), SECRET),
                List.of(id + "' or '1'='1", SECRET),
                List.of(id + "\0", SECRET),
                List.of(id, SECRET + "\0"))) {
            Response answer = createAccount(wrong.get(0), wrong.get(1));
            answer.then().statusCode(401).body("type", equalTo("urn:sallyport:problem:not-authenticated"));
            assertThat(answer.headers().getValues("WWW-Authenticate"))
                    .containsExactlyInAnyOrder("Basic realm=\"sallyport\"", "Bearer");
        }
    }

    @Test
    @DisplayName("[API-01] a client without the scope of an operation gets 403")
    void missing_scopes() {
        for (String scopes :
                List.of("{}", "{introspect}", "{introspect,sign-in}", "{Provision}", "{client:provision}")) {
            String id = client(scopes);
            for (Operation operation : Contract.closed()) {
                boolean holds =
                        operation.scopes().stream().anyMatch(scope -> scopes.matches(".*[{,]" + scope + "[,}].*"));
                if (operation.callers().contains("clientBasic") && !holds) {
                    var request =
                            Api.json().auth().preemptive().basic(id, SECRET).body("{}");
                    var answer = operation.call(request).then().statusCode(403);
                    if (operation.isOauth()) {
                        assertThat(Api.read(answer.contentType("application/json"))
                                        .path("error")
                                        .asText())
                                .isEqualTo("insufficient_scope");
                    } else {
                        assertThat(Api.read(answer).path("type").asText()).isEqualTo("urn:sallyport:problem:forbidden");
                    }
                }
            }
        }
    }

    @Test
    @DisplayName("[API-01] a replaced secret works until its time is over")
    void a_replaced_secret() {
        String id = client("{provision}");
        database.change(
                "update client set previous_secret_hash = secret_hash, secret_hash = ?, previous_secret_expires_at = ?"
                        + " where id = ?",
                Clients.secretHash("its successor"),
                Timestamp.from(clock.instant().plus(Duration.ofHours(24))),
                id);
        assertThat(createAccount(id, "its successor").statusCode()).isEqualTo(201);
        clock.advance(Duration.ofHours(24).minusSeconds(1));
        assertThat(createAccount(id, SECRET).statusCode()).isEqualTo(201);
        clock.advance(Duration.ofSeconds(2));
        assertThat(createAccount(id, SECRET).statusCode()).isEqualTo(401);
        assertThat(createAccount(id, "its successor").statusCode()).isEqualTo(201);
    }

    @Test
    @DisplayName("[INTR-01] the database holds no client's secret")
    void secrets_are_not_stored() {
        client("{provision}");
        assertThat(database.dump("client")).doesNotContain(SECRET, SallyportResource.CLIENT_SECRET);
    }
}
