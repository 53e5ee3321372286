package dev.sallyport.accounts.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.tracing.RecordedSteps;
import dev.sallyport.security.crypto.HashingThreads;
import dev.sallyport.testing.Await;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HashingPoolTest {

    private static final int QUEUE = 2;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final HashingPool pool = new HashingPool(
            new SmallRyeConfigBuilder()
                    .withMapping(PasswordConfig.class)
                    .withDefaultValue("sallyport.password.queue", Integer.toString(QUEUE))
                    .build()
                    .getConfigMapping(PasswordConfig.class),
            meters);

    private final CountDownLatch release = new CountDownLatch(1);
    private final List<CompletableFuture<?>> running = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        release.countDown();
        for (CompletableFuture<?> each : running) {
            each.get(20, TimeUnit.SECONDS);
        }
        pool.stop();
    }

    private void occupyThreads() throws InterruptedException {
        int count = HashingThreads.ofThisProcess();
        CountDownLatch begun = new CountDownLatch(count);
        for (int number = 0; number < count; number++) {
            running.add(CompletableFuture.runAsync(() -> pool.call(() -> {
                begun.countDown();
                release.await();
                return null;
            })));
        }
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private double queued() {
        return meters.get("sallyport.hashes.waiting").gauge().value();
    }

    private static long queueSteps(RecordedSteps steps) {
        return steps.ended().stream()
                .map(SpanData::getName)
                .filter("hashing queue"::equals)
                .count();
    }

    @Test
    @DisplayName("[AUTH-09] work that is refused ends its steps, leaves the queue and is not done")
    void refused_work() throws InterruptedException {
        occupyThreads();
        AtomicInteger done = new AtomicInteger();
        List<Callable<Integer>> tooMuch = java.util.Collections.nCopies(QUEUE + 1, done::incrementAndGet);
        try (RecordedSteps steps = new RecordedSteps()) {
            assertThatThrownBy(() -> pool.callAll(tooMuch)).isInstanceOf(ProblemException.class);

            assertThat(queueSteps(steps)).isEqualTo(QUEUE + 1);
            assertThat(queued()).isZero();
        }
        release.countDown();
        assertThat(pool.call(() -> 7)).isEqualTo(7);
        assertThat(done).hasValue(0);
    }

    @Test
    @DisplayName("[AUTH-09] work of a caller that is interrupted ends its step, leaves the queue and is not done")
    void interrupted_work() throws Exception {
        occupyThreads();
        AtomicInteger done = new AtomicInteger();
        try (RecordedSteps steps = new RecordedSteps()) {
            CompletableFuture<Integer> result = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                try {
                    result.complete(pool.call(done::incrementAndGet));
                } catch (RuntimeException refused) {
                    result.completeExceptionally(refused);
                }
            });
            caller.start();
            Await.await("the caller in the queue", () -> queued() > 0);
            caller.interrupt();

            assertThatThrownBy(() -> result.get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(ProblemException.class);
            assertThat(queueSteps(steps)).isOne();
            assertThat(queued()).isZero();
        }
        release.countDown();
        assertThat(pool.call(() -> 7)).isEqualTo(7);
        assertThat(done).hasValue(0);
    }
}
