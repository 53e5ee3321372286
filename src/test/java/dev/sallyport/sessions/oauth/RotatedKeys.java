package dev.sallyport.sessions.oauth;

import static io.restassured.RestAssured.given;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** The signing keys of the service, as they rotate. */
abstract class RotatedKeys {

    @Inject
    People people;

    @Inject
    TestClock clock;

    static List<String> published() {
        return given().get("/.well-known/jwks.json").jsonPath().getList("keys.kid", String.class);
    }

    static String kid(String token) {
        return new JsonPath(new String(Base64.getUrlDecoder().decode(token.split("\\.")[0]))).getString("kid");
    }

    static String refreshed(Person person) {
        JsonPath answer =
                Api.refresh(person.refreshToken).statusCode(200).extract().jsonPath();
        person.refreshToken = answer.getString("refresh_token");
        return answer.getString("access_token");
    }

    static ValidatableResponse rotate() {
        return Api.asClient().post("/v1/admin/signing-keys/rotate").then();
    }

    /** Lets whatever an earlier test began come to its end. */
    void settle() {
        clock.advance(Duration.ofHours(1));
    }
}
