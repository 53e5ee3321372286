package dev.sallyport.mailing.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OutboxMeterTest {

    private static final String RECIPIENT = "planted@example.org";

    @Inject
    OutboxMeter outbox;

    @Inject
    MeterRegistry meters;

    @Inject
    Rows database;

    @Inject
    TestClock clock;

    private double waiting(String state) {
        return meters.get("sallyport.mails.waiting").tag("state", state).gauge().value();
    }

    @Test
    @DisplayName("[LOGS-07] the mails that wait for an operator are counted, and those that are late")
    void waiting_mails_are_counted() {
        Instant now = clock.instant();
        outbox.look();
        double rejected = waiting("rejected");
        double late = waiting("late");
        try {
            plant(now.minusSeconds(300), now, null);
            plant(now.minusSeconds(301), null, null);
            plant(now.minusSeconds(301), now, now);
            outbox.look();
            assertThat(waiting("rejected")).isEqualTo(rejected + 1);
            assertThat(waiting("late")).isEqualTo(late + 1);
        } finally {
            database.change("delete from mail_outbox where recipient = ?", RECIPIENT);
        }
    }

    /** A mail that is not due for a day. */
    private void plant(Instant created, Instant rejected, Instant failed) {
        Timestamp tomorrow = Timestamp.from(created.plusSeconds(86_400));
        database.change(
                "insert into mail_outbox (id, kind, recipient, details, created_at, not_after, next_attempt_at,"
                        + " rejected_at, failed_at) values (?, 'new_device', ?, '{}', ?, ?, ?, ?, ?)",
                UUID.randomUUID(),
                RECIPIENT,
                Timestamp.from(created),
                tomorrow,
                tomorrow,
                rejected == null ? null : Timestamp.from(rejected),
                failed == null ? null : Timestamp.from(failed));
    }
}
