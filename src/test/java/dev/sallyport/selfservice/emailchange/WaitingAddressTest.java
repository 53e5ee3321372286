package dev.sallyport.selfservice.emailchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In which session the code from a new address can be entered, and until when. */
class WaitingAddressTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final SessionId SESSION = SessionId.fromString("0199d3c2-7a10-7f21-8c44-1d2e3f4a5b66");
    private static final SessionId OTHER = SessionId.fromString("0199d3c2-7a10-7f21-8c44-000000000000");

    @ParameterizedTest(name = "own session {0}, epoch {1}, {2} s old, {3} wrong codes: {4}")
    @DisplayName("[SESS-03] a change of address is open to its session, in its epoch, for its time and tries")
    @CsvSource({
        "true,  3, 0,   0, true",
        "true,  3, 599, 4, true",
        "false, 3, 0,   0, false",
        "true,  4, 0,   0, false",
        "true,  3, 600, 0, false",
        "true,  3, 0,   5, false"
    })
    void open(boolean own, int epoch, int age, int failures, boolean open) {
        EmailChange change = new EmailChange(
                new UserId(UUID.randomUUID()), SESSION, new EmailAddress("ada@example.org"), 3, NOW.plusSeconds(600));
        for (int wrong = 0; wrong < failures; wrong++) {
            change.spendAttempt();
        }

        assertThat(change.isOpen(own ? SESSION : OTHER, epoch, NOW.plusSeconds(age)))
                .isEqualTo(open);
    }
}
