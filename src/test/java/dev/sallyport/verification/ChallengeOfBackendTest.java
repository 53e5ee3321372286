package dev.sallyport.verification;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.client.TestClients;
import dev.sallyport.client.TestClients.TestClient;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A challenge that a backend opened is that backend's, and its front end's. */
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

    private ValidatableResponse answer(RequestSpecification caller, String challenge, Person person) {
        return caller.body(Api.body(
                        "challengeToken", challenge, "method", "totp", "code", person.app.codeAt(clock.instant())))
                .post("/v1/sign-in/verify")
                .then();
    }

    @Test
    @DisplayName("[AUTH-04] Another backend neither answers nor sees it; the backend itself and its front end do")
    void another_backend_is_refused() {
        Person ada = people.enrolled();
        TestClient own = TestClients.with("sign-in");
        TestClient other = TestClients.with("sign-in", "admin");
        String challenge = open(own, ada);

        refused(answer(other.basic(Api.json()), challenge, ada), 401, "challenge-expired");
        refused(
                other.basic(Api.json())
                        .body(Api.body("challengeToken", challenge))
                        .post("/v1/sign-in/challenge")
                        .then(),
                401,
                "challenge-expired");
        Api.challenge(challenge).statusCode(200).body("attemptsLeft", equalTo(5));
        answer(own.basic(Api.json()), challenge, ada).statusCode(200);

        clock.nextStep();
        answer(Api.json(), open(own, ada), ada).statusCode(200);
    }

    @Test
    @DisplayName("[AUTH-04] It ends with the client that opened it, and with its scope")
    void it_ends_with_its_client() {
        Person ada = people.enrolled();
        TestClient removed = TestClients.with("sign-in");
        TestClient changed = TestClients.with("sign-in");
        String ofRemoved = open(removed, ada);
        String ofChanged = open(changed, ada);

        Api.asClient().delete("/v1/admin/clients/{id}", removed.id()).then().statusCode(204);
        Api.asClient()
                .body(Api.body("scopes", List.of("introspect")))
                .patch("/v1/admin/clients/{id}", changed.id())
                .then()
                .statusCode(200);

        refused(answer(Api.json(), ofRemoved, ada), 401, "challenge-expired");
        refused(answer(Api.json(), ofChanged, ada), 401, "challenge-expired");
        answer(Api.json(), people.challengeFor(ada), ada).statusCode(200);
    }
}
