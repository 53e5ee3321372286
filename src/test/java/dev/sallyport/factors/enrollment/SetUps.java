package dev.sallyport.factors.enrollment;

import static dev.sallyport.testing.Ceremonies.refused;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.People;
import dev.sallyport.testing.TestClock;
import dev.sallyport.testing.TotpApp;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;

/** Set-ups that wait for their code, as sessions see them. */
abstract class SetUps {

    static final String AUTHENTICATOR = "/v1/me/authenticators/{id}";

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    TestClock clock;

    static ValidatableResponse status(String token) {
        return Api.as(token).get("/v1/me/two-factor").then().statusCode(200);
    }

    static ValidatableResponse qrCode(String token, String id) {
        return Api.as(token).get(AUTHENTICATOR + "/qr", id).then();
    }

    static ValidatableResponse remove(String token, String id) {
        return Api.as(token).delete(AUTHENTICATOR, id).then();
    }

    void assertUnknown(String token, String id, TotpApp app) {
        refused(qrCode(token, id), 404, "not-found");
        refused(Api.confirm(token, id, app.codeAt(clock.instant())), 404, "not-found");
        refused(Api.confirm(token, id, app.wrongCodeAt(clock.instant())), 404, "not-found");
    }
}
