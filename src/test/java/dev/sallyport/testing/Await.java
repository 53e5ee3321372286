package dev.sallyport.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread or process does. */
public final class Await {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private Await() {}

    /** Returns when the condition holds, and fails the test if it does not within a minute. */
    public static void await(BooleanSupplier condition) {
        await("what the test waits for", condition);
    }

    /** @param what is awaited, for the message of the failure */
    public static void await(String what, BooleanSupplier condition) {
        await(what, PAUSE, condition);
    }

    /** @param pause between two looks, where each of them changes something */
    public static void await(String what, Duration pause, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not in time: " + what);
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }
}
