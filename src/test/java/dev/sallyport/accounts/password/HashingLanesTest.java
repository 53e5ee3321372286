package dev.sallyport.accounts.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.testing.Await;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HashingLanesTest {

    private static final int WAITING = 16;
    private static final int WAITING_IN_ALL = 64;
    private static final String LANE = "ada";

    private final HashingLanes lanes = new HashingLanes();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() {
        end.countDown();
        threads.shutdownNow();
    }

    /** Work that keeps a lane until the end. */
    private Future<?> busy(String lane) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Future<?> work = threads.submit(() -> lanes.inTurn(lane, 1, () -> {
            begun.countDown();
            await(end);
            return null;
        }));
        begun.await();
        return work;
    }

    /** Work that waits in the lane when this returns, or was refused. */
    private Future<?> waiting(String lane, int rank, String name) {
        int before = lanes.waitingIn(lane);
        Future<?> work = threads.submit(() -> lanes.inTurn(lane, rank, () -> done.add(name)));
        Await.await("work in the lane", () -> lanes.waitingIn(lane) > before || before >= WAITING || work.isDone());
        return work;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether another piece of work is there at the same time: the first waits for one, and then none does. */
    private static boolean meets(CyclicBarrier meeting) {
        try {
            meeting.await(1, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException | BrokenBarrierException alone) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    @DisplayName("[THRT-04] in one lane one piece of work runs at a time")
    void one_at_a_time() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier meeting = new CyclicBarrier(2);
        List<Future<?>> all = new ArrayList<>();
        for (int number = 0; number < WAITING; number++) {
            all.add(threads.submit(() -> lanes.inTurn(LANE, 1, () -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                assertThat(meets(meeting)).isFalse();
                return running.decrementAndGet();
            })));
        }
        for (Future<?> one : all) {
            one.get();
        }
        assertThat(most).hasValue(1);
        assertThat(lanes.inTurn(LANE, 1, () -> "free again")).isEqualTo("free again");
    }

    @Test
    @DisplayName("[THRT-04] the address with the fewest tries comes first, and among equals the first to come")
    void the_lowest_rank_comes_first() throws Exception {
        Future<?> first = busy(LANE);
        List<Future<?>> all = List.of(
                waiting(LANE, 9, "nine"),
                waiting(LANE, 2, "two"),
                waiting(LANE, 2, "two too"),
                waiting(LANE, 1, "one"));
        end.countDown();
        first.get();
        for (Future<?> one : all) {
            one.get();
        }
        assertThat(done).containsExactly("one", "two", "two too", "nine");
    }

    @Test
    @DisplayName(
            "[THRT-04] a full lane gives the place of the most frequent address to a rarer one, and refuses the rest")
    void a_full_lane_refuses_the_highest_rank() throws Exception {
        Future<?> first = busy(LANE);
        List<Future<?>> attackers = new ArrayList<>();
        for (int number = 0; number < WAITING; number++) {
            attackers.add(waiting(LANE, 5 + number, "attacker " + number));
        }
        Future<?> another = waiting(LANE, 100, "another");
        assertRefused(another);

        Future<?> owner = waiting(LANE, 1, "owner");
        assertRefused(attackers.get(WAITING - 1));
        end.countDown();
        first.get();
        owner.get();
        for (Future<?> one : attackers.subList(0, WAITING - 1)) {
            one.get();
        }
        assertThat(done).startsWith("owner").hasSize(WAITING);
    }

    @Test
    @DisplayName("[THRT-04] a full lane leaves the others free")
    void lanes_are_apart() throws Exception {
        busy(LANE);
        for (int number = 0; number < WAITING; number++) {
            waiting(LANE, 1, "attacker " + number);
        }
        assertThat(lanes.inTurn("bob", 1, () -> "at once")).isEqualTo("at once");
    }

    @Test
    @DisplayName("[THRT-04] all lanes together hold a bounded number of threads")
    void all_lanes_are_bounded() throws Exception {
        int full = WAITING_IN_ALL / WAITING;
        for (int lane = 0; lane < full; lane++) {
            busy("lane " + lane);
            for (int number = 0; number < WAITING; number++) {
                waiting("lane " + lane, 1, "waiting");
            }
        }
        busy("one more");
        CompletableFuture<Object> over =
                CompletableFuture.supplyAsync(() -> lanes.inTurn("one more", 1, () -> "too many"), threads);
        assertThatThrownBy(() -> over.get(10, TimeUnit.SECONDS)).hasRootCauseInstanceOf(ProblemException.class);
    }

    @Test
    @DisplayName("[THRT-04] work that fails gives its lane up")
    void a_fault_frees_the_lane() {
        assertThatThrownBy(() -> lanes.inTurn(LANE, 1, () -> {
                    throw new IllegalStateException("a fault");
                }))
                .hasMessage("a fault");
        assertThat(lanes.inTurn(LANE, 1, () -> "free")).isEqualTo("free");
    }

    private static void assertRefused(Future<?> work) {
        assertThatThrownBy(work::get)
                .hasRootCauseInstanceOf(ProblemException.class)
                .rootCause()
                .satisfies(refusal -> {
                    assertThat(((ProblemException) refusal).type().status()).isEqualTo(503);
                    assertThat(((ProblemException) refusal).headers()).containsKey("Retry-After");
                });
    }
}
