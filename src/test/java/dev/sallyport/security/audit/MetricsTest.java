package dev.sallyport.security.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Guesses;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URL;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MetricsTest {

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    /** The value of a series, 0 as long as there is none. */
    private double read(String series) {
        return RestAssured.get(metrics)
                .asString()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElse(0);
    }

    @Test
    @DisplayName(
            "[LOGS-05] every event of the trail is counted by its type and outcome, and by nothing about the person")
    void events_are_counted() {
        Person ada = people.newcomer();
        String wrong = "sallyport_events_total{outcome=\"refused\",type=\"authn_code_fail\"}";
        String right = "sallyport_events_total{outcome=\"success\",type=\"authn_login_success\"}";
        String challenge = people.challengeFor(ada);
        String code = mailbox.awaitCode(ada.email, 1);
        double wrongBefore = read(wrong);
        double rightBefore = read(right);

        Api.verify(challenge, "email_code", Guesses.otherThan(code)).statusCode(401);
        Api.verify(challenge, "email_code", code).statusCode(200);

        assertThat(read(wrong)).isEqualTo(wrongBefore + 1);
        assertThat(read(right)).isEqualTo(rightBefore + 1);
        assertThat(RestAssured.get(metrics).asString()).doesNotContain(ada.userId, ada.email);
    }

    @Test
    @DisplayName("[LOGS-05] mails are counted by outcome, and waiting hashes are shown")
    void mails_and_hashes_are_counted() {
        Person ada = people.newcomer();
        people.challengeFor(ada);
        mailbox.awaitCode(ada.email, 1);
        assertThat(read("sallyport_mails_total{outcome=\"taken\"}")).isPositive();
        assertThat(RestAssured.get(metrics).asString()).contains("sallyport_hashes_waiting 0.0");
    }
}
