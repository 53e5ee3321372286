package dev.sallyport.mailing.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.ids.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OutboxMailTest {

    private static final int MOST_UNKNOWN = 3;
    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");

    private final OutboxMail mail = queued(Duration.ofHours(24));

    @Test
    @DisplayName("A mail is claimed for longer than the time between two renewals")
    void a_claim() {
        assertThat(mail.take(NOW)).isTrue();
        assertThat(mail.nextAttemptAt()).isEqualTo(NOW.plusSeconds(30));
        assertThat(mail.delivery()).isEqualTo(Delivery.QUEUED);
    }

    @Test
    @DisplayName("[NOTI-05] After a refusal for now the next try waits, longer each time")
    void back_off() {
        for (int seconds : new int[] {15, 30, 60, 120}) {
            take();
            mail.conclude(new SendReport(SendResult.DEFERRED, "451 4.7.1", "451 4.7.1 later"), NOW);
            assertThat(mail.nextAttemptAt()).isEqualTo(NOW.plusSeconds(seconds));
            assertThat(mail.delivery()).isEqualTo(Delivery.QUEUED);
        }
    }

    @Test
    @DisplayName("A rejected mail is kept, is tried again later and later, and is shown as delayed until it is sent")
    void rejected() {
        for (int seconds : new int[] {30, 60, 120}) {
            take();
            mail.conclude(new SendReport(SendResult.REJECTED, "550 5.7.1", "550 5.7.1 no"), NOW);
            assertThat(mail.nextAttemptAt()).isEqualTo(NOW.plusSeconds(seconds));
            assertThat(mail.delivery()).isEqualTo(Delivery.DELAYED);
        }
        take();
        mail.conclude(SendReport.of(SendResult.ACCEPTED), NOW);
        assertThat(mail.delivery()).isEqualTo(Delivery.SENT);
    }

    @Test
    @DisplayName("A mail that the server never confirms or rejects is sent three times, and has then failed")
    void unknown() {
        for (int seconds : new int[] {15, 30}) {
            take();
            mail.conclude(SendReport.of(SendResult.UNKNOWN), NOW);
            assertThat(mail.nextAttemptAt()).isEqualTo(NOW.plusSeconds(seconds));
            assertThat(mail.delivery()).isEqualTo(Delivery.QUEUED);
        }
        take();
        mail.conclude(SendReport.of(SendResult.UNKNOWN), NOW);
        assertThat(mail.delivery()).isEqualTo(Delivery.FAILED);
    }

    @Test
    @DisplayName("A try that is never concluded, as when a replica dies over it, counts as unknown")
    void never_concluded() {
        for (int times = 0; times < MOST_UNKNOWN; times++) {
            take();
        }
        assertThat(mail.take(NOW)).isFalse();
        assertThat(mail.delivery()).isEqualTo(Delivery.FAILED);
    }

    @Test
    @DisplayName("What the server says is no unknown outcome, however often it says so")
    void known() {
        for (int times = 0; times < 20; times++) {
            take();
            mail.conclude(new SendReport(SendResult.DEFERRED, "451", "451"), NOW);
        }
        take();
        assertThat(mail.delivery()).isEqualTo(Delivery.QUEUED);
    }

    @Test
    @DisplayName("[RELY-04] While there is no server no try counts, and the next one is soon")
    void away() {
        for (int times = 0; times < 20; times++) {
            take();
            mail.conclude(SendReport.of(SendResult.UNREACHABLE), NOW);
            assertThat(mail.attempts()).isZero();
            assertThat(mail.nextAttemptAt()).isEqualTo(NOW.plusSeconds(15));
        }
    }

    @Test
    void an_unknown_mailbox_and_a_mail_that_is_too_late_end_it() {
        take();
        mail.conclude(new SendReport(SendResult.NO_MAILBOX, "550 5.1.1", "550 5.1.1 no"), NOW);
        assertThat(mail.delivery()).isEqualTo(Delivery.FAILED);
        OutboxMail late = queued(Duration.ofMinutes(10));
        assertThat(late.take(NOW)).isTrue();
        late.conclude(SendReport.of(SendResult.EXPIRED), NOW);
        assertThat(late.delivery()).isEqualTo(Delivery.FAILED);
    }

    private void take() {
        assertThat(mail.take(NOW)).isTrue();
    }

    private static OutboxMail queued(Duration life) {
        return new OutboxMail(
                new QueuedMail(
                        new UserId(UUID.randomUUID()),
                        MailKind.NEW_DEVICE,
                        "ada@example.org",
                        null,
                        Map.of(),
                        NOW.plus(life)),
                NOW);
    }
}
