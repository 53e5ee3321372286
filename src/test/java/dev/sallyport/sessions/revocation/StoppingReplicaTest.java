package dev.sallyport.sessions.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StoppingReplicaTest {

    private static final int TIMES = 20_000;

    private static final RevocationCursor CURSOR = RevocationCursor.start(UUID.randomUUID());

    @Test
    @DisplayName("[INTR-11] a backend that begins to wait at the moment of the stop is released, too")
    void a_backend_that_comes_at_the_stop() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        WaitingBackends[] current = new WaitingBackends[1];
        Thread stopper = new Thread(() -> {
            for (int time = 0; time < TIMES; time++) {
                meet(together);
                current[0].onStopping(new ShutdownDelayInitiatedEvent());
                meet(together);
            }
        });
        stopper.start();
        int left = 0;
        for (int time = 0; time < TIMES; time++) {
            WaitingBackends waiting = new WaitingBackends(null, Clock.systemUTC(), new SimpleMeterRegistry());
            current[0] = waiting;
            meet(together);
            CompletableFuture<?> answer =
                    waiting.await(CURSOR, Duration.ofMinutes(1)).subscribeAsCompletionStage();
            meet(together);
            left += answer.isDone() ? 0 : 1;
            answer.cancel(true);
            waiting.stop();
        }
        stopper.join();
        assertThat(left).isZero();
    }

    private static void meet(CyclicBarrier together) {
        try {
            together.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
