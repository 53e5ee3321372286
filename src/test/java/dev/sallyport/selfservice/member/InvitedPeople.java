package dev.sallyport.selfservice.member;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;

/** People who are invited to an account, and accept. */
abstract class InvitedPeople {

    static final String USERS = "/v1/accounts/{account}/users";

    static final String USER = USERS + "/{user}";

    static final String PASSWORD = "copper lantern 7 orbit";

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    Rows rows;

    static ValidatableResponse invite(Person caller, String email, String role) {
        return Api.as(caller.accessToken)
                .body(Api.body("email", email, "role", role))
                .post(USERS, caller.accountId)
                .then();
    }

    static ValidatableResponse accept(String token) {
        return Api.json()
                .body(Api.body("token", token))
                .post("/v1/invitations/accept")
                .then();
    }

    static String newEmail() {
        return "invited-" + System.nanoTime() + "@example.org";
    }

    String link(String email, int count) {
        return mailbox.awaitToken(email, "sp_in_", count);
    }
}
