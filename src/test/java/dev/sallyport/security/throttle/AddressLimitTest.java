package dev.sallyport.security.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.OtherSettings;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(OtherSettings.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AddressLimitTest {

    private static final int LIMIT = 30;
    private static final int TRIES = 40;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    @Test
    @DisplayName("[THRT-06] a stranger's forwarding headers change nothing: the 31st sign-in of the minute is 429")
    void forwarding_headers_of_a_stranger_are_ignored() {
        String mark = "forger-" + System.nanoTime();
        clock.advance(Duration.ofMinutes(1));
        for (int tried = 1; tried <= TRIES; tried++) {
            ValidatableResponse answer = signInFrom(anyAddress(), mark, "nobody-" + tried + "-" + mark + "@x.test");
            if (tried <= LIMIT) {
                answer.statusCode(401);
            } else {
                answer.statusCode(429)
                        .header("Retry-After", "60")
                        .body("retryAfterSeconds", equalTo(60))
                        .body("type", equalTo("urn:sallyport:problem:too-many-requests"));
            }
        }

        assertThat(rows.number("select count(*) from audit_event where user_agent = ?", mark))
                .isEqualTo(TRIES);
        assertThat(rows.text("select string_agg(distinct ip, ',') from audit_event where user_agent = ?", mark))
                .isEqualTo("127.0.0.1");
        clock.advance(Duration.ofMinutes(1));
        signInFrom(anyAddress(), mark, "nobody-" + mark + "@x.test").statusCode(401);
    }

    private static ValidatableResponse signInFrom(String address, String userAgent, String email) {
        return RestAssured.given()
                .contentType(ContentType.JSON)
                .header("User-Agent", userAgent)
                .header("X-Forwarded-For", address)
                .header("Forwarded", "for=" + address)
                .header("X-Real-IP", address)
                .body(Api.body("email", email, "password", People.WRONG_PASSWORD))
                .post("/v1/sign-in")
                .then();
    }

    private static String anyAddress() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "203." + random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(1, 255);
    }
}
