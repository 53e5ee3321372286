package dev.sallyport.testing;

import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.UUID;

/** Requests with an Idempotency-Key. */
public abstract class KeyedCalls {

    @Inject
    protected People people;

    @Inject
    protected Ceremonies ceremonies;

    @Inject
    protected Mailbox mailbox;

    @Inject
    protected TestClock clock;

    protected static String newKey() {
        return '"' + UUID.randomUUID().toString() + '"';
    }

    protected static RequestSpecification keyed(String key, RequestSpecification request) {
        return request.header("Idempotency-Key", key);
    }
}
