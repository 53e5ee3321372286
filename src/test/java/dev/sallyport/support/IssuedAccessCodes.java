package dev.sallyport.support;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;

/** Access codes that an agent issues to a user. */
abstract class IssuedAccessCodes {

    @Inject
    People people;

    @Inject
    SupportDesk desk;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    static ValidatableResponse request(String token, String user) {
        return Api.as(token)
                .body(Api.body("reason", SupportDesk.REASON, "identityCheck", "video_call"))
                .post("/v1/support/users/{id}/access-code", user)
                .then();
    }

    String issue(Person agent, Person user) {
        return request(agent.accessToken, user.userId).statusCode(201).extract().path("code");
    }

    Person ada() {
        return people.enrolled(people.newMember());
    }

    String signInWith(Person user, String code) {
        return Api.verify(people.challengeFor(user), "access_code", code)
                .statusCode(200)
                .extract()
                .path("accessToken");
    }
}
