package dev.sallyport.accounts.password;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Runs slow work one piece at a time for each user, so that one user's requests cannot occupy every core. Each piece
 * sees what the earlier ones changed (a lock, a used link) before it hashes anything.
 *
 * <p>It counts the requests of this replica. Callers MUST NOT hold a database connection while they wait.
 */
@Singleton
public class SerialPerUser {

    /** Requests of one user that wait; further ones are refused with 429. */
    static final int WAITING_OF_ONE = 60;

    /**
     * Requests of all users that wait for a turn, each on a thread. A request that does not have to wait is never
     * refused.
     */
    static final int WAITING_OF_ALL = 120;

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final ConcurrentMap<UserId, UserLock> locks = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(WAITING_OF_ALL);

    /** The requests of one user that are here, the one at work included. */
    private static final class UserLock {

        private final ReentrantLock lock = new ReentrantLock(true);
        private int present;
    }

    /**
     * Does the work when no other work of this user is running. Nested work of the same user runs at once.
     *
     * @param whose the id of the user, or of the link that names one
     * @throws ProblemException {@code too-many-requests} when too many wait already, {@code unavailable} when the wait
     *     is too long
     */
    public <T> T call(UserId whose, Supplier<T> work) {
        UserLock userLock = enter(whose);
        try {
            await(userLock);
            try {
                return work.get();
            } finally {
                userLock.lock.unlock();
            }
        } finally {
            leave(whose);
        }
    }

    private UserLock enter(UserId whose) {
        return locks.compute(whose, (id, known) -> {
            UserLock userLock = known == null ? new UserLock() : known;
            if (userLock.present > WAITING_OF_ONE) {
                throw new ProblemException(ProblemType.TOO_MANY_REQUESTS)
                        .detail(
                                "Too many requests for this user are in progress. Try again after the time in Retry-After.")
                        .retryAfter(RETRY_AFTER);
            }
            userLock.present++;
            return userLock;
        });
    }

    private void leave(UserId whose) {
        locks.computeIfPresent(whose, (id, userLock) -> --userLock.present == 0 ? null : userLock);
    }

    private void await(UserLock userLock) {
        if (userLock.lock.tryLock()) {
            return;
        }
        if (!places.tryAcquire()) {
            throw busy();
        }
        try {
            if (!userLock.lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        } finally {
            places.release();
        }
    }

    private static ProblemException busy() {
        return new ProblemException(ProblemType.UNAVAILABLE).retryAfter(RETRY_AFTER);
    }
}
