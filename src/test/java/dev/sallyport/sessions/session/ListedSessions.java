package dev.sallyport.sessions.session;

import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;

/** The sessions of a user, as the user lists and ends them. */
abstract class ListedSessions {

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    static ValidatableResponse list(String token) {
        return Api.as(token).get("/v1/me/sessions").then().statusCode(200);
    }

    static void assertDead(String accessToken, String refreshToken) {
        Api.session(accessToken).statusCode(401);
        Api.introspect(accessToken).body("active", equalTo(false));
        Api.refresh(refreshToken).statusCode(400);
    }

    static ValidatableResponse list(String token, String query) {
        return Api.as(token).get("/v1/me/sessions" + query).then();
    }
}
