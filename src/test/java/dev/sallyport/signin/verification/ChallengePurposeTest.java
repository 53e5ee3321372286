package dev.sallyport.signin.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.security.assurance.FactorMethod;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ChallengePurposeTest {

    @Test
    @DisplayName("[AUTH-04] which code answers which challenge")
    void what_answers_what() {
        assertThat(ChallengePurpose.answeredBy(FactorMethod.TOTP)).containsExactly(ChallengePurpose.TWO_FACTOR);
        assertThat(ChallengePurpose.answeredBy(FactorMethod.PASSKEY)).containsExactly(ChallengePurpose.TWO_FACTOR);
        assertThat(ChallengePurpose.answeredBy(FactorMethod.RECOVERY_CODE))
                .containsExactly(ChallengePurpose.TWO_FACTOR);
        assertThat(ChallengePurpose.answeredBy(FactorMethod.PAPER_KEY)).containsExactly(ChallengePurpose.TWO_FACTOR);
        assertThat(ChallengePurpose.answeredBy(FactorMethod.ACCESS_CODE)).containsExactly(ChallengePurpose.TWO_FACTOR);
        assertThat(ChallengePurpose.answeredBy(FactorMethod.EMAIL_CODE))
                .containsExactly(ChallengePurpose.DEVICE_VERIFICATION, ChallengePurpose.STEP_UP);
        assertThat(ChallengePurpose.ENROLLMENT.methods()).isEmpty();
        assertThat(ChallengePurpose.TWO_FACTOR.methods())
                .containsExactly(
                        FactorMethod.PASSKEY,
                        FactorMethod.TOTP,
                        FactorMethod.RECOVERY_CODE,
                        FactorMethod.PAPER_KEY,
                        FactorMethod.ACCESS_CODE);
    }

    @Test
    void only_a_second_factor_takes_the_mailbox_out_of_a_sign_in() {
        assertThat(ChallengePurpose.atSignIn(List.of(FactorMethod.RECOVERY_CODE, FactorMethod.TOTP)))
                .isEqualTo(ChallengePurpose.TWO_FACTOR);
        assertThat(ChallengePurpose.atSignIn(List.of(FactorMethod.RECOVERY_CODE)))
                .isEqualTo(ChallengePurpose.DEVICE_VERIFICATION);
        assertThat(ChallengePurpose.atSignIn(List.of())).isEqualTo(ChallengePurpose.DEVICE_VERIFICATION);
    }

    @Test
    void each_purpose_is_read_as_it_is_written() {
        List<String> texts = new ArrayList<>();
        for (ChallengePurpose purpose : ChallengePurpose.values()) {
            texts.add(purpose.text());
            assertThat(ChallengePurpose.of(purpose.text())).isEqualTo(purpose);
        }
        assertThat(texts).containsExactly("two_factor", "device_verification", "step_up", "enrollment");
    }
}
