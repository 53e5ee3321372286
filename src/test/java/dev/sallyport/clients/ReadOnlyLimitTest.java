package dev.sallyport.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.clients.ClientLimits.Quota;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The limit of a client at a replica that can write nothing: there is no database here at all. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReadOnlyLimitTest {

    private static final AuthenticatedClient CLIENT =
            new AuthenticatedClient("backend", List.of("introspect"), Optional.of(2), 1, new byte[32]);

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private final ClientLimits limits = new ClientLimits(
            null,
            null,
            new Clock() {
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
            },
            () -> true);

    private Quota spend() {
        return limits.spend(CLIENT).orElseThrow();
    }

    @Test
    @DisplayName("[RELY-16] a read-only replica counts a client's requests by itself, minute by minute")
    void a_replica_counts_by_itself() {
        assertThat(spend()).isEqualTo(new Quota(2, true, 1, Duration.ofMinutes(1)));
        assertThat(spend().allowed()).isTrue();
        now = now.plusSeconds(59);
        assertThat(spend()).isEqualTo(new Quota(2, false, 0, Duration.ofSeconds(1)));
        now = now.plusSeconds(1);
        assertThat(spend()).isEqualTo(new Quota(2, true, 1, Duration.ofMinutes(1)));
    }

    @Test
    @DisplayName("[RELY-16] a client that calls no more, as one that was deleted, is forgotten after its minute")
    void forgotten() {
        spend();
        assertThat(limits.held()).isOne();
        now = now.plusSeconds(119);
        assertThat(limits.held()).isOne();
        now = now.plusSeconds(1);
        assertThat(limits.held()).isZero();
    }
}
