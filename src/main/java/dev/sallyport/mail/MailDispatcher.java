package dev.sallyport.mail;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/**
 * Delivers the outbox: at once after a commit on this replica, and every few seconds whatever was left behind by any.
 *
 * <p>A mail is taken in one short transaction and marked in another; nothing is held while the mail server answers. So a
 * mail is sent at least once: a replica that dies between the two leaves it to be sent again.
 */
@Singleton
class MailDispatcher {

    private static final Logger LOG = Logger.getLogger(MailDispatcher.class);
    private static final int BATCH = 10;

    /** Longer than a try can last; doubled for each further one. */
    private static final Duration FIRST_RETRY = Duration.ofSeconds(15);

    private final OutboxMailRepository mails;
    private final MailTransport transport;
    private final List<MailComposer> composers;
    private final Clock clock;

    /** One thread and one waiting run: a run that waits will see whatever is added before it starts. */
    private final ThreadPoolExecutor runs = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1), new ThreadPoolExecutor.DiscardPolicy());

    MailDispatcher(OutboxMailRepository mails, MailTransport transport, Instance<MailComposer> composers, Clock clock) {
        this.mails = mails;
        this.transport = transport;
        this.composers = composers.stream().toList();
        this.clock = clock;
    }

    void onOwed(@Observes(during = TransactionPhase.AFTER_SUCCESS) MailOutbox.MailOwed owed) {
        runs.execute(this::deliverDue);
    }

    @Scheduled(every = "5s", delayed = "5s")
    void onTick() {
        runs.execute(this::deliverDue);
    }

    private void deliverDue() {
        try {
            List<Taken> taken = take();
            while (!taken.isEmpty()) {
                taken.forEach(this::deliver);
                taken = take();
            }
        } catch (RuntimeException databaseIsAway) {
            LOG.warnf(
                    "The mail outbox cannot be read: %s",
                    databaseIsAway.getClass().getSimpleName());
        }
    }

    private record Taken(UUID id, OwedMail mail) {}

    private List<Taken> take() {
        Instant now = clock.instant();
        return QuarkusTransaction.requiringNew()
                .call(() -> mails.lockDue(now, BATCH).stream()
                        .peek(due -> due.take(now, FIRST_RETRY))
                        .map(due -> new Taken(due.id(), due.owed()))
                        .toList());
    }

    private void deliver(Taken taken) {
        OwedMail mail = taken.mail();
        try {
            Optional<ComposedMail> composed = mail.notAfter().isAfter(clock.instant())
                    ? composer(mail.kind()).compose(mail)
                    : Optional.empty();
            composed.ifPresent(written -> transport.send(mail.recipient(), written));
            mark(taken.id(), composed.isPresent() ? OutboxMail::sent : OutboxMail::dropped);
        } catch (RuntimeException refused) {
            // The server's words may quote the address or the text: only the kind of failure is logged.
            LOG.warnf(
                    "Mail %s of kind %s was not taken (%s); it will be tried again",
                    taken.id(), mail.kind().text(), refused.getClass().getSimpleName());
        }
    }

    private void mark(UUID id, BiConsumer<OutboxMail, Instant> change) {
        QuarkusTransaction.requiringNew()
                .run(() -> mails.findByIdOptional(id).ifPresent(mail -> change.accept(mail, clock.instant())));
    }

    private MailComposer composer(MailKind kind) {
        return composers.stream()
                .filter(composer -> composer.kinds().contains(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Nobody writes mails of kind " + kind.text()));
    }

    @PreDestroy
    void stop() {
        runs.shutdownNow();
    }
}
