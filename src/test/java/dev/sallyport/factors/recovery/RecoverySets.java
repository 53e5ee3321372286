package dev.sallyport.factors.recovery;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.TestClock;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;

/** Sets of recovery codes, and sign-ins with them. */
abstract class RecoverySets {

    static final String NEW_CODES = "/v1/me/recovery-codes";

    @Inject
    People people;

    @Inject
    TestClock clock;

    @Inject
    Mailbox mailbox;

    static ValidatableResponse recover(String challenge, String code) {
        return Api.verify(challenge, "recovery_code", code);
    }
}
