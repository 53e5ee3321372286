package dev.sallyport.mailing.mail;

import dev.sallyport.base.database.DatabaseConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.mail.MailMessage;
import io.vertx.mutiny.core.Context;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.mail.MailClient;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Tests the mail server without sending a mail: the connection, its greeting, encryption, the login. The start does so
 * and warns; it waits for nothing.
 */
@Singleton
final class MailServerCheck {

    private static final Logger LOG = Logger.getLogger(MailServerCheck.class);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MailClient client;
    private final MailServer server;
    private final boolean isUsed;
    private final Context eventLoop;
    private final Counter faults;

    /** @param serves false in the process of a command, which sends nothing by itself */
    MailServerCheck(
            MailClient client,
            MailServer server,
            MailConfig mails,
            DatabaseConfig database,
            Vertx vertx,
            MeterRegistry meters,
            @ConfigProperty(name = "quarkus.scheduler.enabled", defaultValue = "true") boolean serves) {
        this.client = client;
        this.server = server;
        this.isUsed = serves && !mails.console() && !database.readOnly();
        this.eventLoop = vertx.getOrCreateContext();
        this.faults = meters.counter("sallyport.mail.check.failures");
    }

    void onStart(@Observes StartupEvent start) {
        if (isUsed) {
            ask().subscribe().with(fault -> fault.ifPresent(this::note));
        }
    }

    private void note(String fault) {
        LOG.warnf("Mails cannot be sent now: %s", fault);
        faults.increment();
    }

    /**
     * Waits for the server, for half a minute at most.
     *
     * @return what is wrong with it, with its host and port; empty where it would take a mail
     */
    Optional<String> fault() {
        return ask().await().indefinitely();
    }

    private Uni<Optional<String>> ask() {
        return client.sendMail(new Probe(server.sender().address()))
                .runSubscriptionOn(call -> eventLoop.runOnContext(call))
                .ifNoItem()
                .after(PATIENCE)
                .failWith(() -> new IllegalStateException("no answer in " + PATIENCE.toSeconds() + " seconds"))
                .map(taken -> Optional.<String>empty())
                .onFailure()
                .recoverWithItem(failure -> isReached(failure)
                        ? Optional.empty()
                        : Optional.of(MailServerFault.of(failure, server.name())));
    }

    private static boolean isReached(Throwable failure) {
        return failure instanceof Reached || failure.getCause() instanceof Reached;
    }

    /** What the client finds when the server listens to a mail. */
    private static final class Reached extends RuntimeException {

        private static final long serialVersionUID = 1;

        private Reached() {
            super("The server would take a mail", null, false, false);
        }
    }

    /** The mail that is never sent: the client asks for its text after the login, as {@link Envelope} says. */
    private static final class Probe extends MailMessage {

        private Probe(String sender) {
            setFrom(sender).setTo(sender);
        }

        @Override
        public String getText() {
            throw new Reached();
        }
    }
}
