package dev.sallyport.signin.verification;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.clients.TestClients;
import dev.sallyport.clients.TestClients.TestClient;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A challenge that a backend opened lasts no longer than the backend. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ChallengeOfBackendTest {

    @Inject
    People people;

    @Inject
    TestClock clock;

    private static String open(TestClient client, Person person) {
        return client.basic(Api.json())
                .body(Api.body("userId", person.userId))
                .post("/v1/challenges")
                .then()
                .statusCode(200)
                .body("purpose", equalTo("two_factor"))
                .extract()
                .path("challengeToken");
    }

    private ValidatableResponse answer(String challenge, Person person) {
        return Api.verify(challenge, "totp", person.app.codeAt(clock.instant()));
    }

    @Test
    @DisplayName("[AUTH-04] It ends with the client that opened it, and with its scope")
    void it_ends_with_its_client() {
        Person ada = people.enrolled();
        TestClient removed = TestClients.with("sign-in");
        TestClient changed = TestClients.with("sign-in");
        String ofRemoved = open(removed, ada);
        String ofChanged = open(changed, ada);
        Api.challenge(ofRemoved).statusCode(200);

        Api.asClient().delete("/v1/admin/clients/{id}", removed.id()).then().statusCode(204);
        Api.asClient()
                .body(Api.body("scopes", List.of("introspect")))
                .patch("/v1/admin/clients/{id}", changed.id())
                .then()
                .statusCode(200);

        refused(answer(ofRemoved, ada), 401, "challenge-expired");
        refused(answer(ofChanged, ada), 401, "challenge-expired");
        answer(people.challengeFor(ada), ada).statusCode(200);
    }
}
