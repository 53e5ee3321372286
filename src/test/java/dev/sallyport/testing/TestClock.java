package dev.sallyport.testing;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.function.BooleanSupplier;

/** The service's clock in tests: it stands still until a test moves it, and for the next test it is never behind. */
@Singleton
@Alternative
@Priority(1)
public class TestClock extends Clock {

    private volatile Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @Override
    public Instant instant() {
        return now;
    }

    public void advance(Duration by) {
        now = now.plus(by);
    }

    /** Advances two seconds every quarter of a second, as jobs need that look at it in real seconds. */
    public void letPassUntil(String what, BooleanSupplier done) {
        Await.await(what, Duration.ofMillis(250), () -> {
            boolean isDone = done.getAsBoolean();
            if (!isDone) {
                advance(Duration.ofSeconds(2));
            }
            return isDone;
        });
    }

    /** Sets it back while something is claimed, as an operator or a time server may. */
    public void whileBack(Duration by, Runnable claim) {
        now = now.minus(by);
        try {
            claim.run();
        } finally {
            now = now.plus(by);
        }
    }

    /** Moves to the beginning of the next 30-second step, where a fresh code is due. */
    public void nextStep() {
        now = Instant.ofEpochSecond((now.getEpochSecond() / 30 + 1) * 30);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(now, zone);
    }
}
