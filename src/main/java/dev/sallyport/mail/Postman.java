package dev.sallyport.mail;

import dev.sallyport.database.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/** Writes one mail, hands it to the server, and remembers what became of it. No transaction is open meanwhile. */
@Singleton
class Postman {

    private static final Logger LOG = Logger.getLogger(Postman.class);

    private final OutboxMailRepository mails;
    private final MailTransport transport;
    private final List<MailComposer> composers;
    private final MeterRegistry meters;
    private final Clock clock;

    Postman(
            OutboxMailRepository mails,
            MailTransport transport,
            Instance<MailComposer> composers,
            MeterRegistry meters,
            Clock clock) {
        this.mails = mails;
        this.transport = transport;
        this.composers = composers.stream().toList();
        this.meters = meters;
        this.clock = clock;
    }

    /** Makes one try with a mail. A mail that is too late, or has nothing to say any more, is dropped. */
    Handover deliver(TakenMail taken) {
        Optional<ComposedMail> composed;
        try {
            composed = compose(taken.mail());
        } catch (RuntimeException unwritable) {
            return later(taken, unwritable.getClass().getSimpleName());
        }
        if (composed.isEmpty()) {
            mark(taken, OutboxMail::dropped);
            return Handover.LATER;
        }
        Handover handover = transport.send(taken.mail().recipient(), composed.get());
        meters.counter("sallyport.mails", "outcome", handover.name().toLowerCase(Locale.ROOT))
                .increment();
        switch (handover) {
            case TAKEN -> mark(taken, OutboxMail::sent);
            case REFUSED -> refused(taken);
            case LATER -> later(taken, "the server's reply");
            case AWAY -> mark(taken, OutboxMail::putBack);
        }
        return handover;
    }

    private Optional<ComposedMail> compose(OwedMail mail) {
        return mail.notAfter().isAfter(clock.instant()) ? composer(mail.kind()).compose(mail) : Optional.empty();
    }

    /** The server's words may quote the address or the text: they are not logged. */
    private static Handover later(TakenMail taken, String reason) {
        LOG.warnf(
                "Mail %s of kind %s was not taken (%s); it will be tried again",
                taken.id(), taken.mail().kind().text(), reason);
        return Handover.LATER;
    }

    private void refused(TakenMail taken) {
        LOG.warnf(
                "Mail %s of kind %s was refused for good: there is no such mailbox",
                taken.id(), taken.mail().kind().text());
        mark(taken, OutboxMail::dropped);
    }

    private void mark(TakenMail taken, BiConsumer<OutboxMail, Instant> change) {
        Transactions.run(
                () -> mails.findByIdOptional(taken.id()).ifPresent(mail -> change.accept(mail, clock.instant())));
    }

    private MailComposer composer(MailKind kind) {
        return composers.stream()
                .filter(composer -> composer.kinds().contains(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Nobody writes mails of kind " + kind.text()));
    }
}
