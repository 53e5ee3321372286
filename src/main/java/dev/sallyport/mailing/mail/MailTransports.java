package dev.sallyport.mailing.mail;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.mail.MailClient;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Chooses the transport of mails. */
@Dependent
class MailTransports {

    /**
     * The service waits for a server that is slow to greet, with further calls in parallel, for two and a half minutes
     * in total.
     */
    private static final Duration FIRST_WAIT = Duration.ofSeconds(10);

    /** That of the mail client. */
    private static final int DEFAULT_PORT = 25;

    @ConfigProperty(name = "quarkus.mailer.bounce-address")
    Optional<String> bounceAddress;

    /** Made at the start, so that a mailer that cannot work stops it. */
    @Produces
    @Singleton
    @Startup
    MailTransport transport(MailConfig config, MailClient client, Vertx vertx, MailServer server, Clock clock) {
        return config.console()
                ? new ConsoleTransport()
                : new SmtpTransport(client, vertx, server, bounceAddress, clock, FIRST_WAIT);
    }

    @Produces
    @Singleton
    MailServer server(
            @ConfigProperty(name = "quarkus.mailer.host", defaultValue = "localhost") String host,
            @ConfigProperty(name = "quarkus.mailer.port") OptionalInt port,
            @ConfigProperty(name = "quarkus.mailer.from") String from) {
        try {
            return new MailServer(host, port.orElse(DEFAULT_PORT), Sender.parse(from));
        } catch (IllegalArgumentException unusable) {
            throw new ConfigurationException("QUARKUS_MAILER_FROM: " + unusable.getMessage());
        }
    }
}
