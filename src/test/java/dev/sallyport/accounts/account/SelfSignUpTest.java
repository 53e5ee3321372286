package dev.sallyport.accounts.account;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.OtherSettings;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(OtherSettings.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SelfSignUpTest {

    @Inject
    People people;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    private static ValidatableResponse create(RequestSpecification request, String email, String password) {
        return request.body(Api.body("name", "Acme", "owner", Api.body("email", email, "password", password)))
                .post("/v1/accounts")
                .then();
    }

    private static String newEmail() {
        return "self-" + System.nanoTime() + "@example.org";
    }

    @Test
    void anyone_creates_an_account_five_times_an_hour_where_it_is_configured() {
        clock.advance(Duration.ofHours(1));
        String email = newEmail();
        String user = create(Api.json(), email, People.PASSWORD)
                .statusCode(201)
                .body("id", notNullValue())
                .extract()
                .path("owner.id");
        assertThat(rows.text(
                        "select string_agg(actor_kind, ' ' order by id) from audit_event where account_id ="
                                + " (select account_id from membership where user_id = ?::uuid)",
                        user))
                .isEqualTo("anonymous user");
        refused(create(Api.json(), email, People.PASSWORD), 409, "email-taken");
        refused(create(Api.json(), newEmail(), "password1"), 422, "weak-password");
        for (int more = 0; more < 2; more++) {
            create(Api.json(), newEmail(), People.PASSWORD).statusCode(201);
        }
        refused(create(Api.json(), newEmail(), People.PASSWORD), 429, "too-many-requests");
        create(Api.asClient(), newEmail(), People.PASSWORD).statusCode(201);

        Api.signIn(email, People.PASSWORD, null).statusCode(200).body("purpose", equalTo("device_verification"));
        refused(create(Api.as(people.signedIn().accessToken), newEmail(), People.PASSWORD), 403, "forbidden");
        refused(create(Api.as("x"), newEmail(), People.PASSWORD), 401, "not-authenticated");
    }
}
