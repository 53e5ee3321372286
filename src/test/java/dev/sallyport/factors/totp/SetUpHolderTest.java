package dev.sallyport.factors.totp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.ids.AuthenticatorId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.factor.SetUpHolder;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who can confirm a set-up, and until when. */
class SetUpHolderTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final UUID SESSION = UUID.fromString("0199d3c2-7a10-7f21-8c44-1d2e3f4a5b66");
    private static final UUID OTHER = UUID.fromString("0199d3c2-7a10-7f21-8c44-000000000000");

    @ParameterizedTest(name = "own session {0}, epoch {1}, {2} s old, {3} wrong codes: {4}")
    @DisplayName("[ENRL-03] a set-up is open to its holder, in its epoch, for its time and tries")
    @CsvSource({
        "true,  3, 0,   0, true",
        "true,  3, 599, 4, true",
        "false, 3, 0,   0, false",
        "true,  4, 0,   0, false",
        "true,  2, 0,   0, false",
        "true,  3, 600, 0, false",
        "true,  3, 0,   5, false"
    })
    void open(boolean own, int epoch, int age, int failures, boolean open) {
        TotpAuthenticator pending = new TotpAuthenticator(
                new AuthenticatorId(UUID.randomUUID()),
                new PendingTotp(
                        new UserId(UUID.randomUUID()),
                        new SetUpHolder(SESSION, 3),
                        "Phone",
                        Optional.empty(),
                        NOW.plusSeconds(600)),
                context -> new byte[0],
                NOW);
        for (int wrong = 0; wrong < failures; wrong++) {
            pending.countFailure();
        }
        SetUpHolder asking = new SetUpHolder(own ? SESSION : OTHER, epoch);

        assertThat(pending.isOpenForConfirmation(asking, NOW.plusSeconds(age), 5))
                .isEqualTo(open);
        assertThat(pending.isPendingElsewhere(asking.id())).isEqualTo(!own);
        pending.activate(1, NOW);
        assertThat(pending.isOpenForConfirmation(asking, NOW, 5)).isFalse();
        assertThat(pending.isPendingElsewhere(asking.id())).isFalse();
    }
}
