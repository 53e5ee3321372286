package dev.sallyport.signin.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.sessions.device.DeviceMatch;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ChallengeReasonTest {

    @Test
    @DisplayName("[DEVC-06] without a token of a device of the user the device is unknown")
    void a_device_without_a_token_is_unknown() {
        assertThat(ChallengeReason.of(Optional.empty(), false)).isEqualTo(ChallengeReason.UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RECOGNIZED")
    @DisplayName("[DEVC-06] what is wrong with the device or its token is the reason, by the same name")
    void what_is_wrong_is_the_reason(DeviceMatch match) {
        assertThat(ChallengeReason.of(Optional.of(match), false).name()).isEqualTo(match.name());
    }

    @Test
    @DisplayName("[DEVC-06] a recognized device is asked for a second factor, or since no policy trusts it now")
    void a_recognized_device_is_asked_for_the_second_factor() {
        assertThat(ChallengeReason.of(Optional.of(DeviceMatch.RECOGNIZED), true))
                .isEqualTo(ChallengeReason.SECOND_FACTOR);
        assertThat(ChallengeReason.of(Optional.of(DeviceMatch.RECOGNIZED), false))
                .isEqualTo(ChallengeReason.TRUST_WITHDRAWN);
    }
}
