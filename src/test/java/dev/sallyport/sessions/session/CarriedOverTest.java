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

    /** Takes down what is to become of the sessions. */
    private static final class Sessions implements SessionsBefore {

        private String fate = "";

        @Override
        public int endAll() {
            fate = "all end";
            return 4;
        }

        @Override
        public int endNone() {
            fate = "none ends";
            return 0;
        }

        @Override
        public int endOthers(SessionId kept) {
            fate = "all but " + kept + " end";
            return 3;
        }

        @Override
        public int endResting(FactorMethod method, SessionId own) {
            fate = "those by " + method.text() + " but " + own + " end";
            return 2;
        }
    }

    private static void check(CarriedOver carried, String fate, int ended, boolean devices) {
        Sessions sessions = new Sessions();
        assertThat(carried.endSessions(sessions)).isEqualTo(ended);
        assertThat(sessions.fate).isEqualTo(fate);
        assertThat(carried.devices()).as("devices").isEqualTo(devices);
    }

    @Test
    @DisplayName("[SESS-03] is nothing, or one session")
    void little() {
        check(CarriedOver.none(), "all end", 4, false);
        check(CarriedOver.only(Optional.of(OWN)), "all but " + OWN + " end", 3, false);
        check(CarriedOver.only(Optional.empty()), "all end", 4, false);
    }

    @Test
    @DisplayName("[STEP-01] is the own session and those that another method proved, where a factor was removed")
    void without_a_method() {
        check(CarriedOver.sessionsWithout(FactorMethod.TOTP, OWN), "those by totp but " + OWN + " end", 2, false);
    }

    @Test
    @DisplayName("is every session, with the trust in devices or without it")
    void sessions() {
        check(CarriedOver.sessions(), "none ends", 0, false);
        check(CarriedOver.sessionsAndDevices(), "none ends", 0, true);
    }
}
