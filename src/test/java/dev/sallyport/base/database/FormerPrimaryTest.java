package dev.sallyport.base.database;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FormerPrimaryTest {

    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicLong time = new AtomicLong();
    private final FormerPrimary primary = new FormerPrimary(closed::incrementAndGet, time::get);

    private static RuntimeException refused(String sqlState) {
        return new IllegalStateException(new SQLException("refused", sqlState));
    }

    @Test
    @DisplayName("[RELY-15] the first refused change closes the connections, and further ones a second later")
    void the_first_refusal_closes_the_connections() {
        primary.leaveAfter(refused("25006"));
        assertThat(closed).hasValue(1);

        time.set(Duration.ofMillis(999).toNanos());
        primary.leaveAfter(refused("25006"));
        assertThat(closed).hasValue(1);

        time.set(Duration.ofSeconds(1).toNanos());
        primary.leaveAfter(refused("25006"));
        assertThat(closed).hasValue(2);
    }

    @Test
    @DisplayName(
            "[RELY-15] a refusal at the commit counts, which the transaction manager hides among what it suppressed")
    void a_refused_commit_counts() {
        RollbackException hidden = new RollbackException();
        hidden.addSuppressed(new SQLException("refused", "25006"));

        primary.leaveAfter(hidden);

        assertThat(closed).hasValue(1);
    }

    @Test
    @DisplayName("[RELY-15] no other failure closes connections that work")
    void other_failures_close_nothing() {
        primary.leaveAfter(refused("23505"));
        primary.leaveAfter(refused("40001"));
        primary.leaveAfter(new IllegalStateException(new SQLException()));
        primary.leaveAfter(new IllegalStateException());

        assertThat(closed).hasValue(0);
    }
}
