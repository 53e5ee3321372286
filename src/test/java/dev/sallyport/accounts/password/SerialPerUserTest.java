package dev.sallyport.accounts.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SerialPerUserTest {

    private static final int WAITING_OF_ONE = 60;

    private final SerialPerUser serial = new SerialPerUser();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final UserId ada = new UserId(UUID.randomUUID());
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void stop() {
        release.countDown();
        threads.shutdown();
    }

    @Test
    @DisplayName("[AUTH-09] the work of one user is done one after the other")
    void one_after_the_other() {
        AtomicInteger atWork = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<CompletableFuture<Integer>> all = new ArrayList<>();
        for (int number = 0; number < 20; number++) {
            all.add(later(ada, () -> {
                most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
                Thread.yield();
                return atWork.decrementAndGet();
            }));
        }

        all.forEach(CompletableFuture::join);
        assertThat(most).hasValue(1);
    }

    @Test
    @DisplayName("[AUTH-09] other users do not wait, and too many requests of one user are 429 at once")
    void others_do_not_wait() throws Exception {
        occupy(ada);
        CountDownLatch waiting = new CountDownLatch(WAITING_OF_ONE);
        for (int number = 0; number < WAITING_OF_ONE; number++) {
            threads.submit(() -> {
                waiting.countDown();
                return serial.call(ada, () -> 0);
            });
        }
        assertThat(waiting.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(refusalOfNext(ada)).isEqualTo(ProblemType.TOO_MANY_REQUESTS);
        assertThat(serial.<Integer>call(new UserId(UUID.randomUUID()), () -> 7)).isEqualTo(7);
    }

    @Test
    void work_within_work_of_the_same_user_continues() {
        assertThat(serial.<Integer>call(ada, () -> serial.call(ada, () -> 7))).isEqualTo(7);
    }

    @Test
    void work_that_fails_leaves_the_turn() {
        assertThatThrownBy(() -> serial.call(ada, () -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");

        assertThat(later(ada, () -> 7).join()).isEqualTo(7);
    }

    /** The requests that wait are counted a moment after they begin: the refusal comes when the last has. */
    private ProblemType refusalOfNext(UserId user) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (System.nanoTime() < end) {
            CompletableFuture<Integer> next = later(user, () -> 0);
            try {
                next.get(50, TimeUnit.MILLISECONDS);
            } catch (ExecutionException refused) {
                return ((ProblemException) refused.getCause()).type();
            } catch (InterruptedException | TimeoutException waits) {
                // it is one of those that wait
            }
        }
        throw new AssertionError("Nothing was refused");
    }

    private void occupy(UserId user) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        later(user, () -> {
            begun.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 0;
        });
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private CompletableFuture<Integer> later(UserId user, Supplier<Integer> work) {
        return CompletableFuture.supplyAsync(() -> serial.call(user, work), threads);
    }
}
