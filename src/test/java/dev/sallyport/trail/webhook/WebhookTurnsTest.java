package dev.sallyport.trail.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.security.audit.AuditType;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Await;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Webhooks while others have the turns at the database. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WebhookTurnsTest extends ClientsWebhooks {

    private static long threads(Predicate<StackTraceElement> place) {
        return Thread.getAllStackTraces().values().stream()
                .filter(stack -> Arrays.stream(stack)
                        .anyMatch(frame ->
                                frame.getClassName().startsWith("dev.sallyport.trail.webhook.") && place.test(frame)))
                .count();
    }

    private static boolean isResult(StackTraceElement frame) {
        return frame.getMethodName().contains("note");
    }

    private static boolean isServing(StackTraceElement frame) {
        return frame.getMethodName().equals("serveSome");
    }

    @Test
    @DisplayName("[HOOK-03] results that wait for the database hold four threads, and a claim counts from its turn on")
    void results_that_wait() {
        CountDownLatch answers = new CountDownLatch(1);
        Endpoint slow = endpoint().answering(message -> {
            try {
                answers.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return 204;
        });
        Endpoint other = endpoint();
        String waiting = webhook(slow, "device.*").path("id").asText();
        String later = webhook(other, "session.*").path("id").asText();
        for (int number = 0; number < 8; number++) {
            record(AuditType.DEVICE_TRUSTED, UUID.randomUUID().toString());
        }
        slow.await(8);
        Instant[] released = new Instant[1];
        database.whileHeld("select 1 from webhook where id = '" + waiting + "' for no key update", () -> {
            answers.countDown();
            database.awaitWaiting(4);
            Api.asClient().post(PATH + "/{id}/test", later).then().statusCode(202);
            Await.await(() -> threads(WebhookTurnsTest::isServing) >= 2);
            assertThat(threads(WebhookTurnsTest::isResult)).isEqualTo(4);
            clock.advance(Duration.ofMinutes(2));
            released[0] = clock.instant();
        });

        assertThat(Long.parseLong(other.await(1).timestamp())).isGreaterThanOrEqualTo(released[0].getEpochSecond());
    }
}
