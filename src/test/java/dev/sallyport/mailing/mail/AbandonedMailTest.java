package dev.sallyport.mailing.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Await;
import dev.sallyport.testing.LogRecorder;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Mails in the outbox that this replica does not send. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AbandonedMailTest {

    private final UUID mail = UUID.randomUUID();

    @Inject
    OutboxRelay relay;

    @Inject
    MeterRegistry meters;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    @AfterEach
    void remove() {
        rows.change("delete from mail_outbox where id = ?", mail);
    }

    /** Older than whatever any other test has left. */
    private void plant(String kind, int unknownOutcomes) {
        rows.change(
                "insert into mail_outbox (id, kind, urgent, recipient, details, created_at, not_after, next_attempt_at,"
                        + " attempts, unknown_outcomes) values (?, ?, true, 'ada@example.org', '{}', ?, ?,"
                        + " '1970-01-01Z', ?, ?)",
                mail,
                kind,
                Timestamp.from(clock.instant()),
                Timestamp.from(clock.instant().plus(Duration.ofHours(1))),
                unknownOutcomes,
                unknownOutcomes);
    }

    private double unknown() {
        return meters.counter("sallyport.mails", "outcome", "unknown").count();
    }

    @Test
    @DisplayName("[NOTI-05] a mail is given up when three replicas have died while they sent it, and this is reported")
    void replicas_that_died() {
        double before = unknown();
        try (LogRecorder log = LogRecorder.open()) {
            plant("new_device", 3);
            relay.onTick();
            Await.await(() -> unknown() == before + 1);
            Await.await(() -> log.lines().stream()
                    .anyMatch(line -> line.contains("Mail " + mail + " of kind new_device may have arrived or not")));
        }
        assertThat(rows.text("select (failed_at is not null)::text from mail_outbox where id = ?", mail))
                .isEqualTo("true");
    }

    @Test
    @DisplayName("[NOTI-05] a mail of a kind that only a newer version knows delays no other")
    void a_kind_of_a_newer_version() {
        rows.change(
                "insert into mail_outbox (id, kind, urgent, recipient, details, created_at, not_after, next_attempt_at)"
                        + " select gen_random_uuid(), 'of_a_newer_version', true, '-', '{}', now(), now() + interval"
                        + " '1 hour', '1969-12-31Z' from generate_series(1, 200)");
        try {
            double before = unknown();
            plant("new_device", 3);
            relay.onTick();
            Await.await(() -> unknown() == before + 1);
            assertThat(rows.number("select count(*) from mail_outbox where kind = 'of_a_newer_version' and attempts = 0"
                            + " and next_attempt_at < '1970-01-01Z'"))
                    .isEqualTo(200);
        } finally {
            rows.change("delete from mail_outbox where kind = 'of_a_newer_version'");
        }
    }
}
