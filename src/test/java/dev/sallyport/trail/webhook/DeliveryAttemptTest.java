package dev.sallyport.trail.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.ids.DeliveryId;
import dev.sallyport.base.ids.WebhookId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DeliveryAttemptTest {

    private static final Instant BEGIN = Instant.parse("2026-12-01T00:00:00Z");

    private static final ClaimedDelivery MESSAGE = new ClaimedDelivery(
            new WebhookId(UUID.randomUUID()), new DeliveryId(UUID.randomUUID()), "test", 1, BEGIN, BEGIN);

    @Test
    void a_message_that_was_taken_has_ended() {
        assertThat(DeliveryAttempt.answered(204).result(MESSAGE, BEGIN))
                .isEqualTo(new DeliveryAttempt.Result(DeliveryStatus.DELIVERED, 204, BEGIN, null));
    }

    @Test
    void a_message_that_was_not_taken_waits_for_the_next_try() {
        assertThat(DeliveryAttempt.answered(500).result(MESSAGE, BEGIN))
                .isEqualTo(new DeliveryAttempt.Result(DeliveryStatus.FAILED, 500, null, BEGIN.plusSeconds(5)));
    }

    @Test
    void a_message_without_a_next_try_is_dead() {
        Instant late = BEGIN.plus(Duration.ofDays(3));

        assertThat(DeliveryAttempt.failed("ConnectException").result(MESSAGE, late))
                .isEqualTo(DeliveryAttempt.Result.dead(late));
    }
}
