package dev.sallyport.support.reset;

import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.support.SupportDesk;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;

/** Accounts whose owners and admins reset members. */
abstract class MemberResets {

    @Inject
    People people;

    @Inject
    SupportDesk desk;

    @Inject
    Rows rows;

    static ValidatableResponse reset(Person caller, String account, String user) {
        return Api.as(caller.accessToken)
                .body(Api.body("reason", SupportDesk.REASON, "identityCheck", "in_person"))
                .post("/v1/accounts/{id}/users/{user}/two-factor-reset", account, user)
                .then();
    }

    static ValidatableResponse reset(Person caller, Person user) {
        return reset(caller, caller.accountId, user.userId);
    }

    static ValidatableResponse allow(RequestSpecification caller, String account, boolean allowed) {
        return caller.body(Api.body("memberResets", allowed))
                .patch("/v1/accounts/{id}", account)
                .then();
    }

    /** An owner with two-factor sign-in whose account allows resets. */
    Person owner() {
        Person owner = people.enrolled();
        allow(Api.as(owner.accessToken), owner.accountId, true).statusCode(200).body("memberResets", equalTo(true));
        return owner;
    }

    Person member(Person owner) {
        return people.enrolled(people.memberOf(owner, "member"));
    }
}
