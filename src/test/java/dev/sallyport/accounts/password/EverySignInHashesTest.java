package dev.sallyport.accounts.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Await;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** While no hash can be computed, a sign-in that is answered has not waited for one. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EverySignInHashesTest {

    @Inject
    People people;

    @Inject
    HashingPool pool;

    @Inject
    PasswordConfig config;

    @Inject
    MeterRegistry meters;

    @Inject
    Rows rows;

    @Test
    @DisplayName("[AUTH-02] [THRT-08] known, unknown, disabled or without a password: every sign-in needs its hash")
    void no_sign_in_is_answered_without_a_hash() throws Exception {
        Person known = people.newcomer();
        Person disabled = people.newcomer();
        rows.change("update app_user set status = 'disabled' where id = ?::uuid", disabled.userId);
        Person passwordless = people.newcomer();
        rows.change("delete from password_credential where user_id = ?::uuid", passwordless.userId);

        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<?> busy = fillThePool(end);
        try {
            List<String> emails =
                    List.of(known.email, "nobody-" + System.nanoTime() + "@x.test", disabled.email, passwordless.email);
            assertThat(emails)
                    .allSatisfy(email -> Api.signIn(email, People.WRONG_PASSWORD, null)
                            .statusCode(503)
                            .header("Retry-After", "2"));
        } finally {
            end.countDown();
        }
        busy.get();
        Api.signIn(known.email, People.PASSWORD, null).statusCode(200);
    }

    /** Keeps every thread busy and every place in the queue taken. */
    private CompletableFuture<?> fillThePool(CountDownLatch end) throws InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        CountDownLatch started = new CountDownLatch(cores);
        CompletableFuture<?> working = hold(cores, started, end);
        // Only then: the queue has no room for those whom a thread has not taken yet.
        assertThat(started.await(20, TimeUnit.SECONDS)).as("every thread works").isTrue();
        CompletableFuture<?> waiting = hold(config.queue(), started, end);
        Await.await(
                "a full queue",
                () -> meters.get("sallyport.hashes.waiting").gauge().value() >= config.queue());
        return CompletableFuture.allOf(working, waiting);
    }

    private CompletableFuture<?> hold(int pieces, CountDownLatch started, CountDownLatch end) {
        Callable<Boolean> piece = () -> {
            started.countDown();
            end.await();
            return true;
        };
        ExecutorService caller = Executors.newSingleThreadExecutor();
        return CompletableFuture.runAsync(() -> pool.callAll(Collections.nCopies(pieces, piece)), caller)
                .whenComplete((all, fault) -> caller.shutdown());
    }
}
