package dev.sallyport.security.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ClientSecretThrottleTest {

    private static final int MOST_RECORDED = 100;
    private static final int MAX = 10;
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration WINDOW = Duration.ofMinutes(15);

    private final ClientSecretThrottle throttle = new ClientSecretThrottle(new SmallRyeConfigBuilder()
            .withMapping(ThrottleConfig.class)
            .build()
            .getConfigMapping(ThrottleConfig.class));

    private boolean wrong(String client, String address) {
        return throttle.spend(client, address, NOW).allowed();
    }

    private long looked(int tries, String client, String address) {
        return IntStream.range(0, tries)
                .filter(number -> wrong(client, address))
                .count();
    }

    private static String address(int number) {
        return "10.0." + number / 250 + "." + number % 250;
    }

    @Test
    @DisplayName(
            "[THRT-07] ten wrong secrets of a client from one address are looked at, and ten more after the window")
    void ten_from_one_address() {
        assertThat(looked(MAX + 5, "a", "10.0.0.1")).isEqualTo(MAX);
        assertThat(throttle.spend("a", "10.0.0.1", NOW.plusSeconds(60)).retryAfter())
                .isEqualTo(WINDOW.minusSeconds(60));
        assertThat(throttle.spend("a", "10.0.0.1", NOW.plus(WINDOW)).allowed()).isTrue();
    }

    @Test
    @DisplayName("[THRT-07] another address and another client have budgets of their own; an IPv6 /64 is one address")
    void budgets_are_apart() {
        looked(MAX, "a", "10.0.0.1");

        assertThat(wrong("a", "10.0.0.2")).isTrue();
        assertThat(wrong("b", "10.0.0.1")).isTrue();
        looked(MAX, "a", "2001:db8:7:1::1");
        assertThat(wrong("a", "2001:db8:7:1:ffff::2")).isFalse();
        assertThat(wrong("a", "2001:db8:7:2::1")).isTrue();
    }

    @Test
    @DisplayName("[THRT-07] one address has thirty wrong secrets over all clients")
    void one_address_has_a_budget_over_all_clients() {
        long looked = IntStream.range(0, 100)
                .filter(client -> wrong("client-" + client, "10.0.0.1"))
                .count();

        assertThat(looked).isEqualTo((long) MAX * ClientSecretThrottle.BUDGETS_OF_ADDRESS);
        assertThat(wrong("client-1", "10.0.0.2")).isTrue();
    }

    @Test
    @DisplayName(
            "[THRT-07] many addresses share a hundred wrong secrets of a client, and a fresh one is still looked at")
    void many_addresses_do_not_keep_a_client_out() {
        IntStream.range(0, 50).forEach(number -> looked(2, "a", address(number)));

        assertThat(wrong("a", address(0))).isFalse();
        assertThat(wrong("a", address(1000))).isTrue();
        assertThat(wrong("a", address(1000))).isFalse();
    }

    @Test
    @DisplayName("[THRT-07] a refusal says when the window ends that refuses, be it of the address or of the client")
    void the_wait_is_that_of_the_full_window() {
        IntStream.range(0, MAX * ClientSecretThrottle.BUDGETS_OF_ADDRESS)
                .forEach(client -> wrong("client-" + client, "10.0.0.1"));
        looked(MAX, "a", "10.0.1.1");
        IntStream.range(0, MAX * ClientSecretThrottle.BUDGETS_OF_CLIENT).forEach(number -> wrong("a", address(number)));
        Instant late = NOW.plusSeconds(600);

        assertThat(throttle.spend("another", "10.0.0.1", late).retryAfter()).isEqualTo(WINDOW.minusSeconds(600));
        assertThat(throttle.spend("a", "10.0.1.1", late).retryAfter()).isEqualTo(WINDOW.minusSeconds(600));
        assertThat(throttle.spend("a", "10.9.9.9", late).retryAfter()).isZero();
        assertThat(throttle.spend("a", "10.9.9.9", late).retryAfter())
                .as("the client's window ends before its own from here")
                .isEqualTo(WINDOW.minusSeconds(600));
    }

    @Test
    @DisplayName("[THRT-07] where two windows refuse, the later one says how long")
    void the_wait_is_that_of_the_last_full_window() {
        IntStream.range(0, MAX * ClientSecretThrottle.BUDGETS_OF_ADDRESS - MAX)
                .forEach(client -> wrong("client-" + client, "10.0.0.1"));
        Instant later = NOW.plusSeconds(60);
        IntStream.range(0, MAX).forEach(number -> throttle.spend("a", "10.0.0.1", later));

        assertThat(throttle.spend("a", "10.0.0.1", later).retryAfter()).isEqualTo(WINDOW);
        assertThat(throttle.spend("b", "10.0.0.1", later).retryAfter()).isEqualTo(WINDOW.minusSeconds(60));
    }

    @Test
    @DisplayName("[THRT-07] a right secret costs nothing")
    void a_try_is_given_back() {
        for (int number = 0; number < 100; number++) {
            assertThat(wrong("a", "10.0.0.1")).isTrue();
            throttle.refund("a", "10.0.0.1", NOW);
        }
    }

    @Test
    @DisplayName("[THRT-07] the trail takes the first and the last wrong secret, and a hundred rows of all in a window")
    void the_trail_stays_small() {
        long rows = IntStream.range(0, MAX)
                .filter(number -> throttle.takeAuditRow(throttle.spend("a", "10.0.0.1", NOW), NOW))
                .count();
        long others = IntStream.range(0, 500)
                .filter(number -> throttle.takeAuditRow(throttle.spend("a", address(number), NOW), NOW))
                .count();

        assertThat(rows).isEqualTo(2);
        assertThat(rows + others).isEqualTo(MOST_RECORDED);
        Instant later = NOW.plus(WINDOW);
        assertThat(throttle.takeAuditRow(throttle.spend("a", "10.0.0.1", later), later))
                .isTrue();
    }
}
