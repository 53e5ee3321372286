package dev.sallyport.signin.verification;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Everywhere;
import dev.sallyport.testing.OtherSettings;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A mail that a limit keeps back is never said to be on its way. */
@QuarkusTest
@TestProfile(OtherSettings.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LimitedMailTest {

    private static final String BUSY = "198.51.100.77";
    private static final String QUIET = "198.51.100.78";

    @Inject
    People people;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    @Test
    @DisplayName(
            "[MAIL-05] Twenty mails an hour for a network address: the next code is limited, with the end of the hour")
    void of_an_address() {
        Person ada = people.newcomer();
        Instant end = clock.instant().plus(Duration.ofMinutes(40));
        rows.change(
                "insert into allowance (owner, kind, part, taken, began_at, expires_at)"
                        + " select ?, 'mail', '', '{20}', array[ends - interval '1 hour'], ends"
                        + " from cast(? as timestamptz) as ends on conflict (owner, kind, part)"
                        + " do update set taken = excluded.taken, began_at = excluded.began_at",
                BUSY,
                end.toString());

        String challenge = assertLimited(
                        post(BUSY, "/v1/sign-in", Api.body("email", ada.email, "password", People.PASSWORD))
                                .statusCode(200),
                        end)
                .extract()
                .path("challengeToken");
        Map<String, Object> body = Api.body("challengeToken", challenge);
        assertLimited(post(BUSY, "/v1/sign-in/challenge", body).statusCode(200), end);
        assertLimited(
                post(QUIET, "/v1/sign-in/challenge", body), clock.instant().plusSeconds(30));
        assertLimited(post(BUSY, "/v1/sign-in/resend", body).statusCode(202), end);
        assertLimited(
                post(QUIET, "/v1/sign-in/resend", body).statusCode(202),
                clock.instant().plusSeconds(30));
        clock.advance(Duration.ofSeconds(30));
        assertLimited(post(BUSY, "/v1/sign-in/resend", body).statusCode(202), end);

        clock.advance(Duration.ofSeconds(30));
        post(QUIET, "/v1/sign-in/resend", body).statusCode(202).body("delivery", equalTo("queued"));
    }

    @Test
    @DisplayName("[MAIL-05] Over a user's limit the code of a step-up and of another email is limited, with when")
    void of_a_user() {
        Person ada = people.signedIn();
        Instant end = clock.instant().plus(Duration.ofHours(1));
        changeEmail(ada).body("delivery", nullValue()).body("resendAfter", nullValue());
        rows.change(
                "update allowance set taken[2] = 5, began_at[2] = ?::timestamptz where kind = 'email_code' and owner = ?",
                clock.instant().toString(),
                ada.userId);
        assertLimited(changeEmail(ada), end);
        assertLimited(
                Api.as(ada.accessToken).post("/v1/me/step-up/email").then().statusCode(202), end);
    }

    private ValidatableResponse changeEmail(Person person) {
        return Api.as(person.accessToken)
                .body(Api.body("email", "another-" + person.email, "password", People.PASSWORD))
                .put("/v1/me/email")
                .then()
                .statusCode(202);
    }

    private static ValidatableResponse assertLimited(ValidatableResponse answer, Instant until) {
        return answer.body("delivery", equalTo("limited")).body("resendAfter", equalTo(until.toString()));
    }

    private static ValidatableResponse post(String address, String path, Map<String, Object> body) {
        return Everywhere.from(address).body(body).post(path).then();
    }
}
