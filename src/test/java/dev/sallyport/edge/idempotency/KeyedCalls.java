package dev.sallyport.edge.idempotency;

import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.TestClock;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.UUID;

/** Requests with an Idempotency-Key. */
abstract class KeyedCalls {

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    static String newKey() {
        return '"' + UUID.randomUUID().toString() + '"';
    }

    static RequestSpecification keyed(String key, RequestSpecification request) {
        return request.header("Idempotency-Key", key);
    }
}
