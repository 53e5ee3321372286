package dev.sallyport.trail.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.problem.ProblemException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.InetAddress;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ResolutionSlotsTest {

    private static final String SLOW = "https://slow.example/";
    private static final String QUICK = "https://quick.example/";

    private static WebhookOwner account() {
        return WebhookOwner.of(new AccountId(UUID.randomUUID()));
    }

    @Test
    void an_account_has_one_slot_and_all_together_a_limited_number() {
        ResolutionSlots slots = new ResolutionSlots(3);
        WebhookOwner one = account();
        WebhookOwner other = account();

        assertThat(slots.tryTake(one)).isTrue();
        assertThat(slots.tryTake(one)).isFalse();
        assertThat(slots.tryTake(other)).isTrue();
        assertThat(slots.tryTake(WebhookOwner.SERVICE)).isTrue();
        assertThat(slots.tryTake(WebhookOwner.SERVICE)).isFalse();
        slots.release(other);
        assertThat(slots.tryTake(WebhookOwner.SERVICE))
                .as("the service has several")
                .isTrue();
        slots.release(one);
        assertThat(slots.tryTake(one)).isTrue();
        assertThat(slots.tryTake(account())).isFalse();
    }

    @Test
    void accounts_leave_one_to_the_service() {
        ResolutionSlots slots = new ResolutionSlots(3);

        assertThat(slots.tryTake(account())).isTrue();
        assertThat(slots.tryTake(account())).isTrue();
        assertThat(slots.tryTake(account())).isFalse();
        assertThat(slots.tryTake(WebhookOwner.SERVICE)).isTrue();
    }

    @Test
    @DisplayName("[HOOK-03] an account whose name server is silent keeps no other from changing its webhooks")
    void a_silent_name_server() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answers = new CountDownLatch(1);
        WebhookTargets targets = new WebhookTargets(
                new SmallRyeConfigBuilder()
                        .withMapping(WebhookConfig.class)
                        .build()
                        .getConfigMapping(WebhookConfig.class),
                host -> resolve(host, asked, answers));
        WebhookOwner slow = account();
        CompletableFuture<WebhookTarget.UrlVerdict> waiting =
                CompletableFuture.supplyAsync(() -> targets.validateForRequest(slow, SLOW));
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

        assertThatThrownBy(() -> targets.validateForRequest(slow, QUICK)).isInstanceOf(ProblemException.class);
        assertThat(targets.validateForRequest(account(), QUICK).target()).isPresent();

        answers.countDown();
        assertThat(waiting.get(20, TimeUnit.SECONDS).target()).isPresent();
        assertThat(targets.validateForRequest(slow, QUICK).target()).isPresent();
    }

    private static List<InetAddress> resolve(String host, CountDownLatch asked, CountDownLatch answers) {
        try {
            if (host.startsWith("slow")) {
                asked.countDown();
                answers.await();
            }
            return List.of(InetAddress.getByName("8.8.8.8"));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
