package dev.sallyport.security.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VerifiedTokensTest {

    private static final VerifiedToken TOKEN = new VerifiedToken(
            new AccessToken(
                    new UserId(UUID.randomUUID()),
                    new SessionId(UUID.randomUUID()),
                    AssuranceLevel.ONE_FACTOR,
                    List.of("pwd"),
                    Instant.EPOCH,
                    List.of("user")),
            "issuer",
            "audience",
            "client",
            "jti",
            Instant.EPOCH,
            Instant.EPOCH.plusSeconds(300),
            "kid");

    private Instant now = Instant.EPOCH;
    private final VerifiedTokens tokens = new VerifiedTokens(100, new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    private void remember(int number) {
        tokens.remember(VerifiedTokens.key("token" + number), TOKEN);
    }

    private boolean knows(int number) {
        return tokens.find(VerifiedTokens.key("token" + number)).isPresent();
    }

    @Test
    void a_token_is_found_by_its_hash_and_no_other_is() {
        remember(1);
        assertThat(knows(1)).isTrue();
        assertThat(knows(2)).isFalse();
    }

    @Test
    void memory_has_a_bound_whatever_is_sent() {
        for (int number = 0; number < 10_000; number++) {
            remember(number);
            assertThat(tokens.size()).isLessThanOrEqualTo(100);
        }
    }

    @Test
    void memory_is_filled_before_anything_is_dropped() {
        for (int number = 0; number < 100; number++) {
            remember(number);
            assertThat(tokens.size()).isEqualTo(number + 1);
        }
        assertThat(knows(0)).isTrue();
    }

    @Test
    void a_token_is_forgotten_at_its_end() {
        remember(1);
        now = Instant.EPOCH.plusSeconds(329);
        assertThat(knows(1)).isTrue();
        now = Instant.EPOCH.plusSeconds(330);
        assertThat(knows(1)).isFalse();
        assertThat(tokens.size()).isZero();
    }

    @Test
    void what_is_asked_for_again_and_again_stays() {
        remember(0);
        for (int number = 1; number < 1000; number++) {
            remember(number);
            assertThat(knows(0)).isTrue();
        }
        assertThat(knows(1)).isFalse();
    }

    @Test
    void a_token_is_good_until_its_end_and_the_leeway() {
        assertThat(TOKEN.isInTime(Instant.EPOCH.plusSeconds(329))).isTrue();
        assertThat(TOKEN.isInTime(Instant.EPOCH.plusSeconds(330))).isFalse();
    }

    @Test
    void a_token_is_not_good_before_it_was_issued() {
        assertThat(TOKEN.isInTime(Instant.EPOCH.minusSeconds(30))).isTrue();
        assertThat(TOKEN.isInTime(Instant.EPOCH.minusSeconds(31))).isFalse();
    }
}
