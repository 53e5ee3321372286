package dev.sallyport.trail.webhook;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.scheduler.Scheduler;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Accounts with webhooks that their owners manage. */
abstract class OwnersWebhooks {

    static final String PATH = "/v1/accounts/{account}/webhooks";

    @Inject
    People people;

    @Inject
    Scheduler scheduler;

    @Inject
    Rows rows;

    final List<Endpoint> endpoints = new ArrayList<>();

    final List<Person> owners = new ArrayList<>();

    @AfterEach
    void removeThem() {
        owners.forEach(owner -> rows.change("delete from webhook where account_id = ?::uuid", owner.accountId));
        endpoints.forEach(Endpoint::close);
        scheduler.resume();
    }

    Person owner() {
        Person owner = people.signedIn();
        owners.add(owner);
        return owner;
    }

    Endpoint endpoint() {
        Endpoint endpoint = new Endpoint();
        endpoints.add(endpoint);
        return endpoint;
    }

    static ValidatableResponse post(Person owner, String url, String... events) {
        return Api.as(owner.accessToken)
                .body(Api.body("url", url, "events", List.of(events)))
                .post(PATH, owner.accountId)
                .then();
    }

    static String webhook(Person owner, Endpoint endpoint, String... events) {
        return post(owner, endpoint.url(), events).statusCode(201).extract().path("id");
    }
}
