package dev.sallyport.sessions.rotation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sallyport.base.database.TransactionEnd;
import dev.sallyport.base.exchange.AnswerDelivery;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The tokens that this replica has rotated without being able to answer: the commit was not acknowledged, or the
 * connection of the client was closed before the answer was written. For each lost response, the previous token may be
 * presented once more.
 */
@ApplicationScoped
class LostResponses {

    /** As long as the reuse window can be at most. */
    static final Duration REMEMBERED = Duration.ofMinutes(1);

    private static final int MOST = 10_000;

    private final Cache<Predecessor, Boolean> lost;
    private final TransactionEnd transactions;
    private final AnswerDelivery answers;

    LostResponses(Clock clock, TransactionEnd transactions, AnswerDelivery answers) {
        this.lost = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(REMEMBERED)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build();
        this.transactions = transactions;
        this.answers = answers;
    }

    /**
     * Remembers that the answer is lost, if the current transaction or the current request ends so.
     *
     * @param id of the session or device
     * @param predecessor the generation whose successor the answer holds
     */
    void watch(UUID id, int predecessor) {
        Predecessor token = new Predecessor(id, predecessor);
        lost.invalidate(token);
        Runnable remember = () -> lost.put(token, true);
        transactions.then(() -> answers.ifLost(remember), remember);
    }

    /** Whether the answer with the successor of this generation is known to be lost. */
    boolean has(UUID id, int predecessor) {
        return lost.getIfPresent(new Predecessor(id, predecessor)) != null;
    }

    /** The same, and forgets it. */
    boolean take(UUID id, int predecessor) {
        return lost.asMap().remove(new Predecessor(id, predecessor)) != null;
    }

    private record Predecessor(UUID id, int generation) {}
}
