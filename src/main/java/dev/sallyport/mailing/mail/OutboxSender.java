package dev.sallyport.mailing.mail;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.tracing.Step;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Writes one mail, sends it to the server, and stores the result. No transaction is open during that time. */
@Singleton
class OutboxSender {

    private static final Logger LOG = Logger.getLogger(OutboxSender.class);

    private final OutboxMailRepository mails;
    private final MailTransport transport;
    private final List<MailComposer> composers;
    private final MailWriter writer;
    private final MailSenders senders;
    private final MeterRegistry meters;
    private final Clock clock;

    OutboxSender(
            OutboxMailRepository mails,
            MailTransport transport,
            Instance<MailComposer> composers,
            MailWriter writer,
            MailSenders senders,
            MeterRegistry meters,
            Clock clock) {
        this.mails = mails;
        this.transport = transport;
        this.composers = composers.stream().toList();
        this.writer = writer;
        this.senders = senders;
        this.meters = meters;
        this.clock = clock;
        for (SendResult outcome : SendResult.values()) {
            counter(outcome); // at 0 from the start on: the first is a rise too, which an alert can see
        }
    }

    /**
     * Makes one try with a mail. A mail that has expired or is no longer needed is dropped.
     *
     * @param begun as in {@link MailTransport#send}
     */
    SendReport deliver(ClaimedMail taken, Runnable begun) {
        try (Step step = Step.resume("mail", taken.trace())) {
            step.note(Step.MAIL_KIND, taken.mail().kind().text());
            SendReport report = deliverOnce(taken, begun);
            step.note(Step.OUTCOME, report.outcome().name().toLowerCase(Locale.ROOT));
            return report;
        }
    }

    private SendReport deliverOnce(ClaimedMail taken, Runnable begun) {
        SendReport report = attempt(taken, begun);
        counter(report.outcome()).increment();
        log(taken, report);
        Transactions.run(() -> mails.lock(taken.id()).ifPresent(mail -> mail.conclude(report, clock.instant())));
        return report;
    }

    /** Reports a mail whose last try has no result, since the replica ended, and which gets no other try. */
    void reportAbandoned(OutboxMail mail) {
        counter(SendResult.UNKNOWN).increment();
        LOG.warnf(
                "Mail %s of kind %s may have arrived or not: the replica that was sending it ended; it was tried"
                        + " three times and is not tried again",
                mail.id(), mail.kind());
    }

    private Counter counter(SendResult outcome) {
        return meters.counter("sallyport.mails", "outcome", outcome.name().toLowerCase(Locale.ROOT));
    }

    private SendReport attempt(ClaimedMail taken, Runnable begun) {
        Optional<ComposedMail> composed;
        try {
            composed = compose(taken);
        } catch (RuntimeException unwritable) {
            return new SendReport(
                    SendResult.DEFERRED, null, unwritable.getClass().getSimpleName());
        }
        return composed.map(content -> send(outgoing(taken, content), begun))
                .orElseGet(() -> SendReport.of(SendResult.EXPIRED));
    }

    private SendReport send(OutgoingMail mail, Runnable begun) {
        try (Step step = Step.outgoing("mail server")) {
            SendReport report = transport.send(mail, begun);
            if (report.outcome() != SendResult.ACCEPTED) {
                step.failed();
            }
            return report;
        }
    }

    private OutgoingMail outgoing(ClaimedMail taken, ComposedMail content) {
        return new OutgoingMail(
                taken.id(),
                senders.of(taken.brand()),
                taken.mail().recipient(),
                content,
                taken.mail().notAfter());
    }

    private Optional<ComposedMail> compose(ClaimedMail taken) {
        QueuedMail mail = taken.mail();
        MailComposer composer = composer(mail.kind());
        return mail.notAfter().isAfter(clock.instant()) && composer.isNeeded(mail)
                ? composer.compose(mail).map(draft -> writer.write(mail, draft, taken.brand()))
                : Optional.empty();
    }

    private static void log(ClaimedMail taken, SendReport report) {
        String what = switch (report.outcome()) {
            case NO_MAILBOX -> "was refused for good: there is no such mailbox";
            case REJECTED ->
                "was rejected for a reason that an operator must remove (" + report.words()
                        + "); it is tried again until it is too late";
            case DEFERRED -> "was deferred (" + report.words() + "); it is tried again";
            case UNKNOWN ->
                "may have arrived or not: the mail server did not say (" + report.words()
                        + "); it is sent three times at most";
            case ACCEPTED, EXPIRED, UNREACHABLE -> null;
        };
        if (what != null) {
            LOG.warnf("Mail %s of kind %s %s", taken.id(), taken.mail().kind().text(), what);
        }
    }

    private MailComposer composer(MailKind kind) {
        return composers.stream()
                .filter(composer -> composer.kinds().contains(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No writer for mails of kind " + kind.text()));
    }
}
