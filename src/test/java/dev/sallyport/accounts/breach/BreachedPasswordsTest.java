package dev.sallyport.accounts.breach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.security.audit.Audit;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.LogRecorder;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BreachedPasswordsTest {

    /** What the list of the tests has. */
    private static final String BREACHED = "meridian falcon 7 teapot harbour";

    @Inject
    Audit audit;

    @Inject
    MeterRegistry meters;

    @Inject
    Clock clock;

    @Test
    @DisplayName("[AUTH-11] a strong password from a list of breached ones is refused, and one beside it is not")
    void refused() {
        String email = "breach-" + System.nanoTime() + "@example.org";
        Api.createAccount("Acme", email, BREACHED)
                .statusCode(422)
                .body("type", equalTo("urn:sallyport:problem:weak-password"))
                .body("detail", containsString("stolen from another service"));
        Api.createAccount("Acme", email, BREACHED + " 2").statusCode(201);
    }

    @Test
    @DisplayName("[AUTH-11] while a list cannot be read passwords are accepted, with one event, and no second try")
    void unavailable() throws IOException {
        int closed;
        try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = port.getLocalPort();
        }
        String secret = "q7-unheard-of-" + System.nanoTime();
        try (LogRecorder log = LogRecorder.open()) {
            BreachedPasswords passwords =
                    new BreachedPasswords(config("http://127.0.0.1:" + closed + "/range/"), audit, meters, clock);
            double failed = count("failed");
            double skipped = count("skipped");
            assertThat(passwords.contain(secret)).isFalse();
            assertThat(passwords.contain(secret)).isFalse();
            assertThat(count("failed")).isEqualTo(failed + 1);
            assertThat(count("skipped")).isEqualTo(skipped + 1);
            assertThat(log.trail())
                    .filteredOn(
                            event -> event.path("mdc").path("event").asText().equals("password_list_unavailable"))
                    .singleElement()
                    .satisfies(event -> assertThat(
                                    event.path("mdc").path("outcome").asText())
                            .isEqualTo("refused"));
            assertThat(log.lines()).noneMatch(line -> line.contains(secret) || line.contains("/range/"));
        }
    }

    private double count(String outcome) {
        return meters.counter("sallyport.breached.passwords", "outcome", outcome)
                .count();
    }

    private static BreachConfig config(String mirror) {
        return new BreachConfig() {
            @Override
            public Optional<String> list() {
                return Optional.empty();
            }

            @Override
            public Optional<String> mirror() {
                return Optional.of(mirror);
            }
        };
    }
}
