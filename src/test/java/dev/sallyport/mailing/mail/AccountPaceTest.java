package dev.sallyport.mailing.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.ids.AccountId;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AccountPaceTest {

    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

    private final AccountPace pace = new AccountPace();
    private final AccountId large = new AccountId(UUID.randomUUID());

    @Test
    void of_an_account_fifty_notices_a_second_are_admitted_and_of_another_too() {
        assertThat(admitted(60, NOON)).isEqualTo(50);
        assertThat(admitted(60, NOON.plusMillis(999))).isZero();
        assertThat(pace.exhausted(NOON)).containsExactly(large);
        assertThat(pace.tryTake(new AccountId(UUID.randomUUID()), NOON)).isTrue();
        assertThat(pace.exhausted(NOON.plusSeconds(1))).isEmpty();
        assertThat(admitted(49, NOON.plusSeconds(1))).isEqualTo(49);
        assertThat(pace.exhausted(NOON.plusSeconds(1))).isEmpty();
        assertThat(admitted(11, NOON.plusSeconds(1))).isOne();
    }

    private long admitted(int notices, Instant now) {
        return IntStream.range(0, notices)
                .filter(notice -> pace.tryTake(large, now))
                .count();
    }
}
