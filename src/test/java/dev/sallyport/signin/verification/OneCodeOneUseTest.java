package dev.sallyport.signin.verification;

import static dev.sallyport.testing.Api.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Every operation that takes a code of the app, and every one after it with the same code. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OneCodeOneUseTest {

    private static final List<String> OPERATIONS = List.of("sign-in", "step-up", "totp-check", "disable");

    @Inject
    People people;

    @Inject
    TestClock clock;

    private Response send(String operation, Person person, String code) {
        return switch (operation) {
            case "sign-in" ->
                Api.verify(people.challengeFor(person), "totp", code).extract().response();
            case "step-up" -> post(person, "/v1/me/step-up", body("method", "totp", "code", code));
            case "totp-check" ->
                Api.asClient().body(body("userId", person.userId, "code", code)).post("/v1/challenges/totp-check");
            default ->
                post(
                        person,
                        "/v1/me/two-factor/disable",
                        body("password", People.PASSWORD, "method", "totp", "code", code));
        };
    }

    private static Response post(Person person, String path, Map<String, Object> body) {
        return Api.as(person.accessToken).body(body).post(path);
    }

    @Test
    @DisplayName("[TOTP-04] a code that one operation took is refused by every operation, in every order")
    void a_code_has_one_use() {
        for (String first : OPERATIONS) {
            Person ada = people.enrolled();
            for (String second : OPERATIONS) {
                clock.nextStep();
                String code = ada.app.codeAt(clock.instant());
                String pair = first + ", then " + second;
                int taken = send(first, ada, code).statusCode();
                assertThat(taken).as(pair).isIn(200, 204);
                if (first.equals("disable")) {
                    // The app is gone with it: set up again, the code of the old one opens nothing.
                    assertThat(send("step-up", ada, code).statusCode()).as(pair).isEqualTo(409);
                    break;
                }
                Response again = send(second, ada, code);
                assertThat(again.statusCode()).as(pair).isEqualTo(401);
                assertThat(again.<String>path("type")).as(pair).endsWith(":invalid-code");
            }
        }
    }
}
