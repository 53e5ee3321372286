package dev.sallyport.selfservice.passwordchange;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.scheduler.Scheduler;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;

/** Owners who require new passwords of the members of their account. */
abstract class AccountPasswords {

    @Inject
    People people;

    @Inject
    Scheduler scheduler;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    @AfterEach
    void the_job_runs_again() {
        scheduler.resume();
    }

    static ValidatableResponse require(Person caller, String account) {
        return Api.as(caller.accessToken)
                .post("/v1/accounts/{id}/password-change", account)
                .then();
    }

    static ValidatableResponse signIn(Person person) {
        return Api.signIn(person.email, People.PASSWORD, null);
    }
}
