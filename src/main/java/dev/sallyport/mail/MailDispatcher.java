package dev.sallyport.mail;

import static java.util.stream.Collectors.groupingBy;

import dev.sallyport.database.Transactions;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Delivers the outbox: at once after a commit on this replica, and every few seconds whatever was left behind by any.
 *
 * <p>A mail is taken in one short transaction and marked in another; nothing is held while the mail server answers. So a
 * mail is sent at least once: a replica that dies between the two leaves it to be sent again. While no server answers,
 * each run makes one try, so that whatever waits goes out soon after it is back.
 */
@Singleton
class MailDispatcher {

    private static final Logger LOG = Logger.getLogger(MailDispatcher.class);

    private final OutboxMailRepository mails;
    private final Postman postman;
    private final Clock clock;

    /** How many mails are under way at once: a slow server makes few users wait for others. */
    private final int atOnce;

    private final ExecutorService deliveries;
    private volatile boolean away;

    /** One thread and one waiting run: a run that waits will see whatever is added before it starts. */
    private final ThreadPoolExecutor runs = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1), new ThreadPoolExecutor.DiscardPolicy());

    MailDispatcher(OutboxMailRepository mails, Postman postman, MailConfig config, Clock clock) {
        this.mails = mails;
        this.postman = postman;
        this.clock = clock;
        this.atOnce = config.atOnce();
        this.deliveries = Executors.newFixedThreadPool(atOnce);
    }

    void onOwed(@Observes(during = TransactionPhase.AFTER_SUCCESS) MailOutbox.MailOwed owed) {
        runs.execute(this::deliverDue);
    }

    @Scheduled(every = "${sallyport.mail.poll-interval:PT5S}", delayed = "1s")
    void onTick() {
        runs.execute(this::deliverDue);
    }

    private void deliverDue() {
        try {
            List<TakenMail> taken = take();
            while (!taken.isEmpty() && deliver(taken)) {
                taken = take();
            }
        } catch (RuntimeException | ExecutionException databaseIsAway) {
            LOG.warnf(
                    "The mail outbox cannot be read: %s",
                    databaseIsAway.getClass().getSimpleName());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private List<TakenMail> take() {
        Instant now = clock.instant();
        return Transactions.call(() -> mails.lockDue(now, away ? 1 : atOnce).stream()
                .peek(due -> due.take(now))
                .map(due -> new TakenMail(due.id(), due.owed()))
                .toList());
    }

    /** Sends mails at once, but each user's in their order. False if there is no server to send them to. */
    private boolean deliver(List<TakenMail> taken) throws InterruptedException, ExecutionException {
        Map<UUID, List<TakenMail>> turns = taken.stream().collect(groupingBy(TakenMail::inTurnWith));
        boolean unreachable = false;
        for (Future<Boolean> turn :
                deliveries.invokeAll(turns.values().stream().map(this::inOrder).toList())) {
            unreachable |= turn.get();
        }
        note(unreachable);
        return !unreachable;
    }

    private Callable<Boolean> inOrder(List<TakenMail> turn) {
        return () -> turn.stream().map(postman::deliver).toList().contains(Handover.AWAY);
    }

    /** One line when it goes and one when it is back, however long it takes. */
    private void note(boolean unreachable) {
        if (unreachable && !away) {
            LOG.warn("The mail server does not answer; mails wait until it does");
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
