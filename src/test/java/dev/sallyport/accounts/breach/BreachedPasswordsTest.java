package dev.sallyport.accounts.breach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.security.audit.Audit;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.LogRecorder;
import dev.sallyport.testing.TestClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BreachedPasswordsTest {

    /** What the list of the tests has. */
    private static final String BREACHED = "meridian falcon 7 teapot harbour";

    @TempDir
    Path folder;

    @Inject
    Audit audit;

    @Inject
    MeterRegistry meters;

    @Inject
    TestClock clock;

    @Test
    @DisplayName("[AUTH-11] a strong password from a list of breached ones is refused, and another is not")
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
        int closed = closedPort();
        String secret = "q7-unheard-of-" + System.nanoTime();
        try (LogRecorder log = LogRecorder.open()) {
            BreachedPasswords passwords = new BreachedPasswords(config(Optional.empty(), closed), audit, meters, clock);
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

    @Test
    @DisplayName("[AUTH-11] a file that cannot be read is read again at once, and reported once a minute")
    void unreadable() {
        BreachedPasswords passwords = new BreachedPasswords(
                config(Optional.of(folder.resolve("none").toString()), Optional.empty()), audit, meters, clock);
        double failed = count("failed");
        try (LogRecorder log = LogRecorder.open()) {
            assertThat(passwords.contain("first")).isFalse();
            assertThat(passwords.contain("second")).isFalse();
            assertThat(count("failed")).isEqualTo(failed + 2);
            assertThat(reports(log)).isOne();
            clock.advance(Duration.ofMinutes(1));
            assertThat(passwords.contain("third")).isFalse();
            assertThat(reports(log)).isEqualTo(2);
        }
    }

    private static long reports(LogRecorder log) {
        return log.trail().stream()
                .filter(event -> event.path("mdc").path("event").asText().equals("password_list_unavailable"))
                .count();
    }

    @Test
    @DisplayName("[AUTH-11] a list is asked also while a server is away, for each way to write a letter")
    void one_of_two_is_away() throws IOException {
        Path list = Files.writeString(folder.resolve("list"), line("caf\u00e9 harbour"));
        BreachedPasswords passwords =
                new BreachedPasswords(config(Optional.of(list.toString()), closedPort()), audit, meters, clock);
        double failed = count("failed");
        assertThat(passwords.contain("not in it")).isFalse();
        assertThat(count("failed")).isEqualTo(failed + 1);
        assertThat(passwords.contain("caf\u00e9 harbour")).isTrue();
        assertThat(passwords.contain("cafe\u0301 harbour")).isTrue();
    }

    private static String line(String password) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().withUpperCase().formatHex(hash) + ":4\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return port.getLocalPort();
        }
    }

    private double count(String outcome) {
        return meters.counter("sallyport.breached.passwords", "outcome", outcome)
                .count();
    }

    /** @param closed a port on which no server listens */
    private static BreachConfig config(Optional<String> list, int closed) {
        return config(list, Optional.of("http://127.0.0.1:" + closed + "/range/"));
    }

    private static BreachConfig config(Optional<String> list, Optional<String> mirror) {
        return new BreachConfig() {
            @Override
            public Optional<String> list() {
                return list;
            }

            @Override
            public Optional<String> mirror() {
                return mirror;
            }
        };
    }
}
