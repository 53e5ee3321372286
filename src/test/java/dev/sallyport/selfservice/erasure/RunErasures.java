package dev.sallyport.selfservice.erasure;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Rows;
import io.quarkus.scheduler.Scheduler;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;

/** Erasures that an operator has begun. */
abstract class RunErasures {

    @Inject
    People people;

    @Inject
    Rows rows;

    @Inject
    Scheduler scheduler;

    @AfterEach
    void jobs_run_again() {
        scheduler.resume();
    }

    static ValidatableResponse erase(String user) {
        return Api.asClient().delete("/v1/admin/users/{id}", user).then();
    }

    static ValidatableResponse eraseAccount(String account) {
        return Api.asClient().delete("/v1/accounts/{id}", account).then();
    }
}
