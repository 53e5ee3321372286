package dev.sallyport.base.database;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Work that waits in a table and is done a batch at a time, by one replica at a time. A batch that fails is postponed,
 * and the work of others goes first meanwhile: a fault in the data of one account does not delay the others.
 */
public final class WaitingWork {

    private static final ExponentialBackoff WAITS =
            new ExponentialBackoff(Duration.ofSeconds(5), Duration.ofSeconds(640));

    private WaitingWork() {}

    /**
     * Does a batch of what is due, in one transaction with taking it.
     *
     * @param take locks what is next, unless another replica has it
     * @param postpone stores that the batch has failed; called in no transaction
     * @return false if nothing is due that no other replica has
     * @throws RuntimeException if nothing could be taken
     */
    public static <T> boolean doNext(
            Supplier<Optional<T>> take, Consumer<T> batch, BiConsumer<T, RuntimeException> postpone) {
        List<T> taken = new ArrayList<>();
        try {
            Transactions.join(() -> {
                taken.clear(); // of a try that a conflict has undone
                take.get().ifPresent(taken::add);
                taken.forEach(batch);
                return taken;
            });
        } catch (RuntimeException failure) {
            if (taken.isEmpty()) {
                throw failure;
            }
            postpone.accept(taken.get(0), failure);
        }
        return !taken.isEmpty();
    }

    /**
     * When a batch that has failed once more is tried again: after 5 seconds, then each time after double the time, up
     * to some ten minutes.
     *
     * @param failures before this one
     */
    public static Instant retryAt(int failures, Instant now) {
        return now.plus(WAITS.after(failures));
    }
}
