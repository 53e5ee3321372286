package dev.sallyport.sessions.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.ids.SessionId;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SurvivorsTest {

    private static final Optional<SessionId> OWN = Optional.of(new SessionId(UUID.randomUUID()));

    private static void survive(Survivors survivors, boolean everySession, Optional<SessionId> one, boolean devices) {
        assertThat(survivors.everySession()).isEqualTo(everySession);
        assertThat(survivors.session()).isEqualTo(one);
        assertThat(survivors.devices()).isEqualTo(devices);
    }

    @Test
    void what_is_named_survives_and_nothing_else() {
        survive(Survivors.none(), false, Optional.empty(), false);
        survive(Survivors.only(OWN), false, OWN, false);
        survive(Survivors.only(Optional.empty()), false, Optional.empty(), false);
        survive(Survivors.sessions(), true, Optional.empty(), false);
        survive(Survivors.sessionsAndDevices(), true, Optional.empty(), true);
    }

    @Test
    void an_end_is_named_in_the_trail_in_lower_case() {
        assertThat(EndReason.ENDED_BY_ADMIN.text()).isEqualTo("ended_by_admin");
    }
}
