package dev.sallyport.edge.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Await;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuthorizationTrailTest {

    @Inject
    People people;

    @Inject
    Rows rows;

    @Test
    @DisplayName("[LOGS-02] a known caller who is refused leaves one row, an unknown caller none")
    void refused_callers_leave_a_row() {
        Person ada = people.signedIn();
        Api.as(ada.accessToken)
                .body(Api.body("name", "Mine", "owner", Api.body("email", "x@example.org", "password", "y")))
                .post("/v1/accounts")
                .then()
                .statusCode(403);
        Await.await("a row", () -> refusals(ada) > 0);
        assertThat(refusals(ada)).isOne();

        Api.as(ada.accessToken + "x").get("/v1/me").then().statusCode(401);
        assertThat(refusals(ada)).isOne();
    }

    private int refusals(Person person) {
        return rows.number(
                "select count(*) from audit_event where type = 'authz_fail' and outcome = 'refused'"
                        + " and user_id = ?::uuid and actor_id = user_id::text"
                        + " and details ->> 'operation' = 'POST /v1/accounts' and request_id is not null",
                person.userId);
    }
}
