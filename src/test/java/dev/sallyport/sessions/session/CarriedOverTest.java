package dev.sallyport.sessions.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.ids.SessionId;
import dev.sallyport.security.assurance.FactorMethod;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a new epoch leaves valid")
class CarriedOverTest {

    private static final SessionId OWN = new SessionId(UUID.randomUUID());

    private static void check(
            CarriedOver carried,
            boolean everySession,
            Optional<SessionId> session,
            Optional<FactorMethod> without,
            boolean devices) {
        assertThat(carried.everySession()).as("every session").isEqualTo(everySession);
        assertThat(carried.session()).as("session").isEqualTo(session);
        assertThat(carried.without()).as("without").isEqualTo(without);
        assertThat(carried.devices()).as("devices").isEqualTo(devices);
    }

    @Test
    @DisplayName("[SESS-03] is nothing, or one session")
    void little() {
        check(CarriedOver.none(), false, Optional.empty(), Optional.empty(), false);
        check(CarriedOver.only(Optional.of(OWN)), false, Optional.of(OWN), Optional.empty(), false);
        check(CarriedOver.only(Optional.empty()), false, Optional.empty(), Optional.empty(), false);
    }

    @Test
    @DisplayName("[STEP-01] is the own session and those that another method proved, where a factor was removed")
    void without_a_method() {
        check(
                CarriedOver.sessionsWithout(FactorMethod.TOTP, OWN),
                false,
                Optional.of(OWN),
                Optional.of(FactorMethod.TOTP),
                false);
    }

    @Test
    @DisplayName("is every session, with the trust in devices or without it")
    void sessions() {
        check(CarriedOver.sessions(), true, Optional.empty(), Optional.empty(), false);
        check(CarriedOver.sessionsAndDevices(), true, Optional.empty(), Optional.empty(), true);
    }
}
