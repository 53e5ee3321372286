package dev.sallyport.trail.webhook;

import dev.sallyport.base.database.BestEffort;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.WebhookId;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.jboss.logging.Logger;

/**
 * Sends messages that are due. Each endpoint with due messages has its own thread and at most eight messages in flight,
 * so a slow endpoint does not delay others.
 */
@Singleton
class WebhookDispatcher {

    private static final Logger LOG = Logger.getLogger(WebhookDispatcher.class);

    /** How many endpoints of the service, and how many of accounts, are served at the same time. */
    private static final int IN_ALL = 250;

    /** After so many batches other endpoints have their turn. */
    private static final int BATCHES = 20;

    /** How many connections to the database it uses at a time: the sign-ins need them, too. */
    private static final int CONNECTIONS = 4;

    private final DeliveryRepository deliveries;
    private final WebhookWork work;
    private final WebhookHealth health;
    private final WebhookTargets targets;
    private final WebhookCaller caller;
    private final Clock clock;

    private boolean isFailing;
    private volatile boolean isStopping;
    private final Set<WebhookId> servedOfService = ConcurrentHashMap.newKeySet();
    private final Set<WebhookId> servedOfAccounts = ConcurrentHashMap.newKeySet();

    /** One for each endpoint that is served: {@value #IN_ALL} of the service and as many of accounts at most. */
    private final ExecutorService threads = Executors.newCachedThreadPool(daemons("webhook"));

    /** All work with the database: what waits for its turn holds no thread of this pool. */
    private final ExecutorService database = Executors.newFixedThreadPool(CONNECTIONS, daemons("webhook database"));

    WebhookDispatcher(
            DeliveryRepository deliveries,
            WebhookWork work,
            WebhookHealth health,
            WebhookTargets targets,
            Vertx vertx,
            Clock clock) {
        this.deliveries = deliveries;
        this.work = work;
        this.health = health;
        this.targets = targets;
        this.caller = new WebhookCaller(vertx);
        this.clock = clock;
    }

    private static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** From now on a failure is expected: what is sent now is sent again by another replica. */
    void onStop(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent stop) {
        isStopping = true;
    }

    @PreDestroy
    void stop() {
        isStopping = true;
        threads.shutdownNow();
        database.shutdownNow();
    }

    @Scheduled(every = "1s", delayed = "3s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void onTick() {
        try {
            // By chance, so that none waits behind the same others while more are due than are served.
            List<DeliveryRepository.Due> due = new ArrayList<>(
                    Transactions.call(() -> deliveries.due(targets.areAccountsServed(), clock.instant())));
            Collections.shuffle(due);
            for (DeliveryRepository.Due each : due) {
                // Endpoints of accounts take no place of the operator's.
                Set<WebhookId> served = each.isOfAccount() ? servedOfAccounts : servedOfService;
                if (served.size() < IN_ALL && served.add(each.webhook())) {
                    threads.execute(() -> serve(each.webhook(), served));
                }
            }
            isFailing = false;
        } catch (RuntimeException failure) {
            // once, not every second of an outage, and not at a stop
            Logger.Level level = isFailing || isStopping ? Logger.Level.DEBUG : Logger.Level.WARN;
            BestEffort.failed(LOG, level, "Messages to webhooks wait", failure);
            isFailing = true;
        }
    }

    private void serve(WebhookId webhook, Set<WebhookId> served) {
        try {
            boolean isMore = true;
            for (int batch = 0; isMore && batch < BATCHES; batch++) {
                isMore = serveSome(webhook);
            }
        } catch (RuntimeException failure) {
            Logger.Level level = isStopping ? Logger.Level.DEBUG : Logger.Level.WARN;
            BestEffort.failed(LOG, level, "Messages to the webhook %s wait".formatted(webhook), failure);
        } finally {
            served.remove(webhook);
        }
    }

    private boolean serveSome(WebhookId webhook) {
        // What waits for its turn reads the clock then, so that the claim does not end while it waits.
        Optional<WebhookWork.Claim> claimed = CompletableFuture.supplyAsync(() -> work.claim(webhook), database)
                .join();
        if (claimed.isEmpty() || claimed.get().messages().isEmpty()) {
            return false;
        }
        WebhookWork.Claim claim = claimed.get();
        WebhookTarget.UrlVerdict verdict = targets.validate(claim.owner(), claim.url());
        List<CompletableFuture<Void>> sent = claim.messages().stream()
                .map(message -> verdict.target()
                        .map(target -> caller.send(
                                target,
                                message.delivery().id().toString(),
                                claim.at(),
                                message.body(),
                                claim.secrets()))
                        .orElseGet(() ->
                                CompletableFuture.completedFuture(DeliveryAttempt.failed("the URL " + verdict.fault())))
                        .thenAcceptAsync(attempt -> health.note(message.delivery(), attempt), database))
                .toList();
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
        return true;
    }
}
