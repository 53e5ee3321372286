package dev.sallyport.base.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BoundedWorkTest {

    @Test
    @DisplayName("Work beyond what may wait is lost, without a failure for its caller")
    void too_much_work() throws InterruptedException {
        BoundedWork work = new BoundedWork(Logger.getLogger(BoundedWorkTest.class), "Work failed", "bounded", 1, 2);
        List<Integer> done = new CopyOnWriteArrayList<>();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        work.run(() -> {
            begun.countDown();
            await(held);
        });
        begun.await();
        for (int number = 1; number <= 5; number++) {
            int piece = number;
            work.run(() -> done.add(piece));
        }
        held.countDown();
        work.stop();
        assertThat(done).containsExactly(1, 2);
    }

    @Test
    @DisplayName("Work that fails keeps no other from being done")
    void failing_work() throws InterruptedException {
        BoundedWork work = new BoundedWork(Logger.getLogger(BoundedWorkTest.class), "Work failed", "bounded", 1, 2);
        List<Integer> done = new CopyOnWriteArrayList<>();
        work.run(() -> {
            throw new IllegalStateException("on purpose");
        });
        work.run(() -> done.add(1));
        work.stop();
        assertThat(done).containsExactly(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
