package dev.sallyport.security.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Everywhere;
import dev.sallyport.testing.OtherSettings;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.Headers;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What answers say about the limits that stand behind them. */
@QuarkusTest
@TestProfile(OtherSettings.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RateLimitHeadersTest {

    private static final String POLICY = "RateLimit-Policy";
    private static final String LEFT = "RateLimit";

    @Inject
    People people;

    @Inject
    TestClock clock;

    private static ValidatableResponse forgot(String address, String email) {
        return Everywhere.from(address)
                .body(Api.body("email", email))
                .post("/v1/password/forgot")
                .then()
                .statusCode(202);
    }

    private static List<String> limits(ValidatableResponse answer) {
        Headers headers = answer.extract().headers();
        return Stream.of(POLICY, LEFT)
                .flatMap(name -> headers.getValues(name).stream())
                .toList();
    }

    @Test
    @DisplayName("[THRT-10] the answer to a sign-in says how many more there can be from the address")
    void a_sign_in() {
        String address = "198.18.7.1";
        Everywhere.signIn(address, "none@example.org", "a wrong password")
                .statusCode(401)
                .header(POLICY, equalTo("\"sign-in\";q=30;w=60, \"sign-in-hour\";q=300;w=3600"))
                .header(LEFT, equalTo("\"sign-in\";r=29;t=60, \"sign-in-hour\";r=299;t=3600"));
        clock.advance(Duration.ofSeconds(20));
        Everywhere.signIn(address, "none@example.org", "a wrong password")
                .header(LEFT, equalTo("\"sign-in\";r=28;t=40, \"sign-in-hour\";r=298;t=3580"));
        for (int number = 2; number < 30; number++) {
            Everywhere.signIn(address, "none" + number + "@example.org", "a wrong password");
        }
        Everywhere.signIn(address, "none@example.org", "a wrong password")
                .statusCode(429)
                .header("Retry-After", equalTo("40"))
                .header(LEFT, containsString("\"sign-in\";r=0;t=40"));
    }

    @Test
    @DisplayName("[THRT-10] the headers do not disclose whether there is a user, or whether a password was right")
    void nothing_is_told_of_a_user() {
        Person ada = people.enrolled();
        assertThat(limits(Everywhere.signIn("198.18.8.1", ada.email, "a wrong password of ada")))
                .hasSize(2)
                .isEqualTo(limits(Everywhere.signIn("198.18.8.2", "no-" + ada.email, "a wrong password of ada")))
                .isEqualTo(limits(Everywhere.signIn("198.18.8.3", ada.email, People.PASSWORD)));
        assertThat(limits(forgot("198.18.8.4", ada.email)))
                .containsExactly("\"mail\";q=20;w=3600", "\"mail\";r=19;t=3600")
                .isEqualTo(limits(forgot("198.18.8.5", "no-" + ada.email)));
    }

    @Test
    @DisplayName("[THRT-10] the headers of a blind sign-in are the same, whatever the password and the user are")
    void nothing_is_told_of_a_blind_sign_in() {
        Person ada = people.enrolled();
        String unknown = "no-" + ada.email;
        for (int number = 1; number <= 10; number++) {
            Everywhere.signIn("198.18.9." + number, ada.email, "a wrong password of ada");
            Everywhere.signIn("198.18.9." + number, unknown, "a wrong password of ada");
        }
        List<String> right = limits(Everywhere.signIn("198.18.10.1", ada.email, People.PASSWORD)
                .statusCode(200)
                .body("purpose", equalTo("extra_verification")));
        assertThat(right).hasSize(2).anyMatch(header -> header.contains("\"mail\";r=19"));
        assertThat(limits(Everywhere.signIn("198.18.10.2", ada.email, "a wrong password of ada")))
                .isEqualTo(right);
        assertThat(limits(Everywhere.signIn("198.18.10.3", unknown, "a wrong password of ada")))
                .isEqualTo(right);
    }

    @Test
    @DisplayName("[THRT-10] limits of a user are disclosed to that user, and pages may read them")
    void a_renewal() {
        Person ada = people.enrolled();
        Api.as(ada.accessToken)
                .header("Origin", "https://app.test")
                .post("/v1/me/recovery-codes")
                .then()
                .statusCode(201)
                .header(POLICY, equalTo("\"renewal\";q=10;w=3600"))
                .header(LEFT, equalTo("\"renewal\";r=9;t=3600"))
                .header("Access-Control-Expose-Headers", containsString("RateLimit, RateLimit-Policy"));
        Api.as(ada.accessToken).get("/v1/me").then().header(LEFT, nullValue()).header(POLICY, nullValue());
    }
}
