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
        deny(ada);
        Await.await("a row", () -> refusals(ada) > 0);
        assertThat(refusals(ada)).isOne();

        Api.as(ada.accessToken + "x").get("/v1/me").then().statusCode(401);
        assertThat(refusals(ada)).isOne();
    }

    @Test
    @DisplayName("[LOGS-02] of many denials of one caller only the first leave a row each, and a stranger's leave none")
    void many_denials() {
        Person ada = people.signedIn();
        Person bob = people.signedIn();
        for (int number = 0; number < 25; number++) {
            deny(ada);
        }
        Api.json()
                .header("Sallyport-Cookies", "1")
                .header("Origin", "https://evil.example")
                .body(Api.body("email", ada.email, "password", People.PASSWORD))
                .post("/v1/sign-in")
                .then()
                .statusCode(403);
        deny(bob);

        // One thread writes in the order of the requests.
        Await.await("the row of the last request", () -> refusals(bob) > 0);
        assertThat(refusals(ada)).isEqualTo(20);
        assertThat(rows.number("select count(*) from audit_event where type = 'authz_fail'"
                        + " and details ->> 'operation' = 'POST /v1/sign-in'"))
                .isZero();
    }

    private static void deny(Person person) {
        Api.as(person.accessToken)
                .body(Api.body("name", "Mine", "owner", Api.body("email", "x@example.org", "password", "y")))
                .post("/v1/accounts")
                .then()
                .statusCode(403);
    }

    private int refusals(Person person) {
        return rows.number(
                "select count(*) from audit_event where type = 'authz_fail' and outcome = 'refused'"
                        + " and user_id = ?::uuid and actor_id = user_id::text"
                        + " and details ->> 'operation' = 'POST /v1/accounts' and request_id is not null",
                person.userId);
    }
}
