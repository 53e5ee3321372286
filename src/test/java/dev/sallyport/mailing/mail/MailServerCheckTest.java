package dev.sallyport.mailing.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Await;
import dev.sallyport.testing.StrictMailServer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.ext.mail.StartTLSOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.mail.MailClient;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What is said of a mail server that is asked for everything but a mail. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MailServerCheckTest {

    private final Vertx vertx = Vertx.vertx();
    private final StrictMailServer server = new StrictMailServer(0);
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final String name = "127.0.0.1:" + server.port();

    @AfterEach
    void close() {
        server.close();
        vertx.closeAndForget();
    }

    @Test
    @DisplayName("[NOTI-06] a server that lets the service log in is fine, and gets no mail")
    void a_server_that_takes_mails() {
        server.offering("PLAIN");

        assertThat(check(login("secret")).fault()).isEmpty();

        assertThat(server.commands())
                .anyMatch(line -> line.startsWith("AUTH "))
                .noneMatch(line -> line.startsWith("MAIL"));
        assertThat(server.mails()).isEmpty();
    }

    @Test
    @DisplayName("[NOTI-06] a login that is refused is said with the server's codes, and without the password")
    void a_login_that_is_refused() {
        server.offering("LOGIN");

        assertThat(check(login("hunter2")).fault().orElseThrow())
                .isEqualTo("500 5.5.2 what (" + name + ")")
                .doesNotContain("hunter2");
    }

    @Test
    @DisplayName("[LOGS-05] what a server says is given without addresses and numbers that may be a code")
    void a_reply() {
        server.onCall(call -> "554 5.7.1 no mail of ada@example.org, 123456");

        assertThat(check(plain(server.port())).fault())
                .contains("554 5.7.1 no mail of <address>, <number> (" + name + ")");
    }

    @Test
    @DisplayName("[NOTI-06] a server without the encryption that is required is named")
    void a_server_without_encryption() {
        assertThat(check(plain(server.port()).setStarttls(StartTLSOptions.REQUIRED))
                        .fault()
                        .orElseThrow())
                .contains("STARTTLS")
                .endsWith("(" + name + ")");
        assertThat(server.mails()).isEmpty();
    }

    @Test
    @DisplayName("[LOGS-07] a start that finds the server closed counts it")
    void a_start_is_counted() {
        server.onCall(call -> "554 5.7.1 no");
        Counter failures = meters.counter("sallyport.mail.check.failures");
        assertThat(failures.count()).isZero();
        check(login("secret")).onStart(new StartupEvent());
        Await.await("a failure", () -> failures.count() > 0);
        assertThat(failures.count()).isOne();
    }

    @Test
    void a_server_that_is_not_there() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        assertThat(check(plain(port)).fault()).contains("ConnectException: Connection refused (" + name + ")");
    }

    private static io.vertx.ext.mail.MailConfig plain(int port) {
        return new io.vertx.ext.mail.MailConfig("127.0.0.1", port);
    }

    private io.vertx.ext.mail.MailConfig login(String password) {
        return plain(server.port()).setUsername("mailer").setPassword(password);
    }

    private MailServerCheck check(io.vertx.ext.mail.MailConfig client) {
        return new MailServerCheck(
                MailClient.create(vertx, client),
                new MailServer("127.0.0.1", server.port(), Sender.parse("no-reply@example.org")),
                new ByMailServer(),
                () -> false,
                vertx,
                meters,
                true);
    }

    private static final class ByMailServer implements MailConfig {
        @Override
        public boolean console() {
            return false;
        }

        @Override
        public Optional<String> templates() {
            return Optional.empty();
        }

        @Override
        public int atOnce() {
            return 1;
        }

        @Override
        public Duration pollInterval() {
            return Duration.ofSeconds(1);
        }
    }
}
