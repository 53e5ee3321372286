package dev.sallyport.trail.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.security.audit.AuditType;
import dev.sallyport.testing.Await;
import dev.sallyport.testing.RecordedLog;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A replica that stops while it sends messages. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WebhookStopTest extends ClientsWebhooks {

    @Inject
    DeliveryRepository deliveries;

    @Inject
    WebhookWork work;

    @Inject
    WebhookHealth health;

    @Inject
    WebhookTargets targets;

    @Inject
    Vertx vertx;

    @Inject
    Scheduler scheduler;

    private static boolean isServing() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Arrays::stream)
                .anyMatch(frame -> frame.getClassName().equals(WebhookDispatcher.class.getName())
                        && frame.getMethodName().equals("serve"));
    }

    @Test
    @DisplayName("[HOOK-02] A stop while a message is on its way is no warning in the log")
    void a_stop_is_no_warning() {
        WebhookDispatcher replica = new WebhookDispatcher(deliveries, work, health, targets, vertx, clock);
        CountDownLatch answers = new CountDownLatch(1);
        Endpoint slow = endpoint().answering(message -> {
            try {
                answers.await(5, TimeUnit.SECONDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return 204;
        });
        scheduler.pause();
        try (RecordedLog log = RecordedLog.open()) {
            webhook(slow, "device.*");
            record(AuditType.DEVICE_TRUSTED, UUID.randomUUID().toString());
            replica.onTick();
            slow.await(1);

            replica.stop();
            answers.countDown();
            Await.await("the end of the replica's threads", () -> !isServing());
            record(AuditType.DEVICE_TRUSTED, UUID.randomUUID().toString());
            replica.onTick();

            assertThat(log.text()).doesNotContain("WARN Messages to ");
        } finally {
            scheduler.resume();
        }
    }
}
