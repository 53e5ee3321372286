package dev.sallyport.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.factor.FactorMethod;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StepUpMethodTest {

    @Test
    @DisplayName("[STEP-02] with an app, only what it or its recovery codes prove steps a session up")
    void what_is_a_second_factor() {
        assertThat(Arrays.stream(StepUpMethod.values()).filter(StepUpMethod::isSecondFactor))
                .containsExactly(StepUpMethod.TOTP, StepUpMethod.RECOVERY_CODE);
    }

    @Test
    void each_method_but_the_password_is_a_code() {
        assertThat(StepUpMethod.PASSWORD.factor()).isEmpty();
        assertThat(StepUpMethod.TOTP.factor()).contains(FactorMethod.TOTP);
        assertThat(StepUpMethod.RECOVERY_CODE.factor()).contains(FactorMethod.RECOVERY_CODE);
        assertThat(StepUpMethod.EMAIL_CODE.factor()).contains(FactorMethod.EMAIL_CODE);
    }
}
