package dev.sallyport.mailing.mail;

import static java.util.stream.Collectors.groupingBy;

import dev.sallyport.base.database.BestEffort;
import dev.sallyport.base.database.Transactions;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Delivers the outbox: at once after a commit on this replica, and every few seconds for mails left by any replica.
 *
 * <p>A mail is claimed in one short transaction and marked in another. Between them only a claim on the row is held,
 * which is renewed until the server replies. So a mail is sent at least once: if a replica dies between the two, it is
 * sent again. A mail that hangs at the server does not delay others. While no server replies, each run makes one try,
 * so that waiting mails are sent soon after the server is back.
 */
@Singleton
class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    /** The time between two looks at the slots of an account. */
    private static final Duration A_MOMENT = Duration.ofMillis(200);

    private final OutboxMailRepository mails;
    private final OutboxClaims claims;
    private final OutboxSender sender;
    private final Clock clock;

    /** How many mails move at once: a slow server makes few users wait for others. */
    private final MailsInFlight inFlight;

    private final ExecutorService deliveries = Executors.newCachedThreadPool();
    private final boolean serves;
    private volatile boolean away;

    /** Whether a run is scheduled for the notices whose slots come next. */
    private final AtomicBoolean again = new AtomicBoolean();

    /** One thread and one waiting run: a run that waits will see whatever is added before it starts. */
    private final ThreadPoolExecutor runs = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1), new ThreadPoolExecutor.DiscardPolicy());

    /** @param serves false in the process of a command, which ends too soon to send: the replicas do */
    OutboxRelay(
            OutboxMailRepository mails,
            OutboxClaims claims,
            OutboxSender sender,
            MailConfig config,
            Clock clock,
            @ConfigProperty(name = "quarkus.scheduler.enabled", defaultValue = "true") boolean serves) {
        this.serves = serves;
        this.mails = mails;
        this.claims = claims;
        this.sender = sender;
        this.clock = clock;
        this.inFlight = new MailsInFlight(config.atOnce(), System::nanoTime);
    }

    void onQueued(@Observes(during = TransactionPhase.AFTER_SUCCESS) MailOutbox.MailQueued queued) {
        if (serves) {
            runs.execute(this::deliverDue);
        }
    }

    @Scheduled(every = "${sallyport.mail.poll-interval}", delayed = "1s")
    void onTick() {
        runs.execute(this::deliverDue);
    }

    /** Well before the claims end. */
    @Scheduled(every = "5s", delayed = "5s")
    void renewClaims() {
        Set<UUID> claimed = inFlight.ids();
        if (!claimed.isEmpty()) {
            BestEffort.run(
                    LOG,
                    "Claims of mails are renewed later",
                    () -> Transactions.run(
                            () -> mails.renew(claimed, clock.instant().plus(OutboxMail.CLAIM))));
        }
    }

    private void deliverDue() {
        try {
            OutboxClaims.Claim claim;
            do {
                claim = take();
                claim.mails().stream()
                        .collect(groupingBy(ClaimedMail::inTurnWith))
                        .values()
                        .forEach(turn -> deliveries.execute(() -> deliverInOrder(turn)));
            } while (claim.more() || !claim.mails().isEmpty());
        } catch (RuntimeException failure) {
            BestEffort.failed(LOG, "The mail outbox cannot be read", failure);
        }
    }

    private OutboxClaims.Claim take() {
        int room = inFlight.room(away);
        if (room == 0) {
            return OutboxClaims.Claim.NONE;
        }
        OutboxClaims.Claim claim = claims.take(room, inFlight.roomForNotices(away), inFlight.busy());
        inFlight.add(claim.mails());
        claim.abandoned().forEach(sender::reportAbandoned);
        if (claim.paced() && again.compareAndSet(false, true)) {
            CompletableFuture.delayedExecutor(A_MOMENT.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(this::lookAgain);
        }
        return claim;
    }

    private void lookAgain() {
        again.set(false);
        runs.execute(this::deliverDue);
    }

    /** Sends a user's mails one after the other. The next one does not wait for one that hangs. */
    private void deliverInOrder(List<ClaimedMail> turn) {
        try {
            for (ClaimedMail mail : turn) {
                Future<?> delivery = deliveries.submit(() -> deliver(mail));
                while (!isDone(delivery) && !inFlight.hangs(mail.id())) {
                    // it moves
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isDone(Future<?> delivery) throws InterruptedException {
        try {
            delivery.get(1, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException failed) {
            return true;
        }
    }

    /** Makes one try, and looks for more mails unless no server is reachable. */
    private void deliver(ClaimedMail mail) {
        boolean unreachable = false;
        try {
            SendReport report = sender.deliver(mail, () -> begin(mail));
            unreachable = report.outcome() == SendResult.UNREACHABLE;
            note(unreachable, report.words());
        } catch (RuntimeException databaseIsAway) {
            LOG.warnf(
                    "The result of mail %s could not be stored: %s",
                    mail.id(), databaseIsAway.getClass().getSimpleName());
        } finally {
            inFlight.remove(mail.id());
            if (!unreachable) {
                runs.execute(this::deliverDue);
            }
        }
    }

    private void begin(ClaimedMail mail) {
        inFlight.begin(mail.id());
        note(false, null);
    }

    /** Logs one line when the server becomes unreachable and one when it is back. */
    private synchronized void note(boolean unreachable, @Nullable String why) {
        if (unreachable && !away) {
            LOG.warnf("The mail server does not answer; mails wait until it does: %s", why);
        } else if (away && !unreachable) {
            LOG.info("The mail server answers again");
        }
        away = unreachable;
    }

    @PreDestroy
    void stop() {
        runs.shutdownNow();
        deliveries.shutdownNow();
    }
}
