package dev.sallyport.sessions.device;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import jakarta.inject.Inject;

/** Devices that a sign-in recognizes, or does not. */
abstract class RecognizedDevices {

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    Rows database;

    /** Signs in with a device token that is good, and returns its successor. */
    static String recognized(Person person, String deviceToken) {
        return Api.signIn(person.email, People.PASSWORD, deviceToken)
                .statusCode(200)
                .body("status", equalTo("signed_in"))
                .extract()
                .path("deviceToken");
    }

    static void assertUnknown(Person person, String deviceToken) {
        Api.signIn(person.email, People.PASSWORD, deviceToken)
                .statusCode(200)
                .body("purpose", equalTo("device_verification"))
                .body("accessToken", nullValue())
                .body("deviceToken", nullValue());
    }

    static String recognized(Person person, String deviceToken, String key) {
        return Api.json()
                .header("Idempotency-Key", key)
                .body(Api.body("email", person.email, "password", People.PASSWORD, "deviceToken", deviceToken))
                .post("/v1/sign-in")
                .then()
                .statusCode(200)
                .extract()
                .path("deviceToken");
    }
}
