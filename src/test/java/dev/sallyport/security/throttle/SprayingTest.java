package dev.sallyport.security.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Everywhere;
import dev.sallyport.testing.OtherSettings;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** One password tried on everybody: what one network address may ask for, behind a proxy that says who is calling. */
@QuarkusTest
@TestProfile(OtherSettings.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SprayingTest {

    private static final String PASSWORD = "spring-2026";

    private static final int A_MINUTE = 30;
    private static final int AN_HOUR = 300;
    private static final int TARGETS = 100;

    @Inject
    People people;

    @Inject
    TestClock clock;

    /** What an earlier test counted has run out. */
    @BeforeEach
    void beginAnHour() {
        clock.advance(Duration.ofHours(1));
    }

    @Test
    @DisplayName("[THRT-05] one password on a hundred users from one address: thirty are looked at in the minute")
    void one_address_gets_thirty_a_minute() {
        Person ada = people.newcomer();

        assertRefusedButFor(A_MINUTE, spray(target -> "203.0.113.7"));

        Ceremonies.refused(signIn("203.0.113.7", ada.email, People.PASSWORD), 429, "too-many-requests")
                .header("Retry-After", "60")
                .body("retryAfterSeconds", equalTo(60));
        signIn("::ffff:203.0.113.7", ada.email, People.PASSWORD).statusCode(429);
        signIn("203.0.113.8", ada.email, People.PASSWORD).statusCode(200);
        signIn("2001:db8::7", ada.email, People.PASSWORD).statusCode(200);
        clock.advance(Duration.ofMinutes(1));
        signIn("203.0.113.7", ada.email, People.PASSWORD).statusCode(200);
    }

    @Test
    @DisplayName("[THRT-05] the addresses of an IPv6 /64 are one, and the next /64 is another")
    void a_network_of_ipv6_is_one_address() {
        Person ada = people.newcomer();

        assertRefusedButFor(A_MINUTE, spray(target -> "2001:db8:7:1:%x:%x::1".formatted(target, 0xffff - target)));

        signIn("2001:db8:7:1:ffff:ffff:ffff:ffff", ada.email, People.PASSWORD).statusCode(429);
        signIn("2001:db8:7:2::1", ada.email, People.PASSWORD).statusCode(200);
    }

    @Test
    @DisplayName("[THRT-05] a client that sends thirty a minute gets three hundred an hour")
    void one_address_gets_three_hundred_an_hour() {
        Person ada = people.newcomer();
        String address = "198.51.100.7";
        for (int minute = 0; minute < AN_HOUR / A_MINUTE; minute++) {
            assertRefusedButFor(A_MINUTE, spray(A_MINUTE + 1, target -> address));
            clock.advance(Duration.ofMinutes(1));
        }

        Ceremonies.refused(signIn(address, ada.email, People.PASSWORD), 429, "too-many-requests")
                .header("Retry-After", "3000")
                .body("retryAfterSeconds", equalTo(3000));
        signIn("198.51.100.8", ada.email, People.PASSWORD).statusCode(200);
        clock.advance(Duration.ofMinutes(50));
        signIn(address, ada.email, People.PASSWORD).statusCode(200);
    }

    private List<Integer> spray(IntFunction<String> address) {
        return spray(TARGETS, address);
    }

    private List<Integer> spray(int targets, IntFunction<String> address) {
        return IntStream.range(0, targets)
                .mapToObj(target -> signIn(address.apply(target), target(target), PASSWORD))
                .map(answer -> answer.extract().statusCode())
                .toList();
    }

    /** Each tried once only, so that the limit for an email has no part in it. */
    private String target(int number) {
        return "target-" + number + "-" + clock.instant().getEpochSecond() + "@x.test";
    }

    private static void assertRefusedButFor(int looked, List<Integer> statuses) {
        assertThat(statuses.subList(0, looked)).containsOnly(401);
        assertThat(statuses.subList(looked, statuses.size())).containsOnly(429);
    }

    private static ValidatableResponse signIn(String address, String email, String password) {
        return Everywhere.signIn(address, email, password);
    }
}
