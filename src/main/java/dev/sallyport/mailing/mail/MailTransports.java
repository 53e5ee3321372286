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
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Chooses the transport of mails. */
@Dependent
class MailTransports {

    /**
     * The service waits for a server that is slow to greet, with further calls in parallel, for two and a half minutes
     * in total.
     */
    private static final Duration FIRST_WAIT = Duration.ofSeconds(10);

    @ConfigProperty(name = "quarkus.mailer.from")
    String from;

    @ConfigProperty(name = "quarkus.mailer.bounce-address")
    Optional<String> bounceAddress;

    /** Made at the start, so that a mailer that cannot work stops it. */
    @Produces
    @Singleton
    @Startup
    MailTransport transport(MailConfig config, MailClient client, Vertx vertx, Clock clock) {
        return config.console()
                ? new ConsoleTransport()
                : new SmtpTransport(client, vertx, sender(), bounceAddress, clock, FIRST_WAIT);
    }

    private Sender sender() {
        try {
            return Sender.parse(from);
        } catch (IllegalArgumentException unusable) {
            throw new ConfigurationException("QUARKUS_MAILER_FROM: " + unusable.getMessage());
        }
    }
}
