package dev.sallyport.sessions.revocation;

import dev.sallyport.base.database.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Backends that wait for the next revocation. One statement every half a second looks for all of them, while there are
 * any.
 */
@ApplicationScoped
class WaitingBackends {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    /** More get an empty page at once. */
    private static final int MOST = 1000;

    /** As many rows as one look reads; with more each backend reads for itself. */
    static final int LOOK = 500;

    private final RevocationRepository rows;
    private final Clock clock;
    private final Set<Waiting> all = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean isLooking = new AtomicBoolean();
    private volatile boolean isStopping;

    /** Its own thread: those of Quarkus hand what is scheduled to an event loop. */
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "revocations");
        thread.setDaemon(true);
        return thread;
    });

    WaitingBackends(RevocationRepository rows, Clock clock, MeterRegistry meters) {
        this.rows = rows;
        this.clock = clock;
        meters.gaugeCollectionSize("sallyport.revocations.waiting", Tags.empty(), all);
    }

    /**
     * What ends the waiting.
     *
     * @param isRead whether the part is what there is; otherwise it must be read after the cursor of the part
     */
    record Answer(RevocationPart part, boolean isRead) {}

    @PreDestroy
    void stop() {
        looks.shutdownNow();
    }

    /** How many wait now. */
    int count() {
        return all.size();
    }

    /** Waits for rows after a cursor whose part was read to its end. */
    Uni<Answer> await(RevocationCursor cursor, Duration patience) {
        Waiting one = new Waiting(cursor);
        return Uni.createFrom()
                .<Answer>emitter(emitter -> begin(one, emitter))
                .ifNoItem()
                .after(patience)
                .recoverWithItem(one::nothing)
                .onTermination()
                .invoke(() -> all.remove(one));
    }

    private void begin(Waiting one, UniEmitter<? super Answer> emitter) {
        one.answer = emitter;
        all.add(one); // first, so that one that comes while the replica stops is released, by it or here
        if (isStopping || all.size() > MOST) {
            emitter.complete(one.nothing());
            return;
        }
        schedulePoll();
    }

    /** A replica that stops lets no backend wait, so that its last answers are written in time. */
    void onStopping(@Observes ShutdownDelayInitiatedEvent event) {
        isStopping = true;
        all.forEach(one -> one.answer.complete(one.nothing()));
    }

    // a look that fails tells those who wait
    @SuppressWarnings("FutureReturnValueIgnored")
    private void schedulePoll() {
        if (isLooking.compareAndSet(false, true)) {
            looks.schedule(this::look, BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        List<Waiting> present = List.copyOf(all);
        try {
            if (!present.isEmpty()) {
                RevocationRepository.Found found =
                        Transactions.call(() -> rows.read(oldest(present), LOOK + 1, clock.instant()));
                present.forEach(one -> one.offer(found));
            }
        } catch (RuntimeException databaseIsAway) {
            present.forEach(one -> one.answer.fail(databaseIsAway));
        } finally {
            isLooking.set(false);
            if (!all.isEmpty()) {
                schedulePoll();
            }
        }
    }

    /** A cursor at or before the cursors of all of them. */
    private static RevocationCursor oldest(List<Waiting> present) {
        Waiting first = present.stream()
                .min(Comparator.comparingLong(one -> one.cursor.read().xmin()))
                .orElseThrow();
        long xmin = first.cursor.read().xmin();
        return RevocationCursor.at(first.cursor.feed(), new Snapshot(xmin, xmin, Set.of()));
    }

    /** A backend that waits. */
    private static final class Waiting {

        private volatile RevocationCursor cursor;
        private volatile UniEmitter<? super Answer> answer;

        // set before it is in the set
        @SuppressWarnings("NullAway.Init")
        Waiting(RevocationCursor cursor) {
            this.cursor = cursor;
        }

        Answer nothing() {
            return new Answer(new RevocationPart(List.of(), cursor), true);
        }

        void offer(RevocationRepository.Found found) {
            if (found.rows().size() > LOOK || !found.feed().equals(cursor.feed())) {
                answer.complete(new Answer(new RevocationPart(List.of(), cursor), false));
                return;
            }
            List<RevocationRepository.Recorded> unread = found.rows().stream()
                    .filter(row -> !cursor.read().sees(row.transaction()))
                    .toList();
            RevocationPart part =
                    RevocationPart.of(cursor, new RevocationRepository.Found(found.feed(), found.moment(), unread));
            cursor = part.next();
            if (!part.items().isEmpty()) {
                answer.complete(new Answer(part, true));
            }
        }
    }
}
