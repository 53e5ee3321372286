package dev.sallyport.signin.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.caller.StepUp;
import dev.sallyport.security.token.AssuranceLevel;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StepUpMethodTest {

    private static List<String> names(boolean isSecondFactor) {
        return Arrays.stream(StepUpMethod.values())
                .filter(method -> method.isSecondFactor() == isSecondFactor)
                .map(method -> new ObjectMapper().convertValue(method, String.class))
                .toList();
    }

    @Test
    @DisplayName("[STEP-02] with two-factor sign-in, a passkey, an app and recovery codes step a session up")
    void what_is_a_second_factor() {
        assertThat(Arrays.stream(StepUpMethod.values()).filter(StepUpMethod::isSecondFactor))
                .containsExactly(StepUpMethod.PASSKEY, StepUpMethod.TOTP, StepUpMethod.RECOVERY_CODE);
    }

    @Test
    void each_method_but_the_password_is_a_code() {
        assertThat(StepUpMethod.PASSWORD.factor()).isEmpty();
        assertThat(StepUpMethod.TOTP.factor()).contains(FactorMethod.TOTP);
        assertThat(StepUpMethod.RECOVERY_CODE.factor()).contains(FactorMethod.RECOVERY_CODE);
        assertThat(StepUpMethod.EMAIL_CODE.factor()).contains(FactorMethod.EMAIL_CODE);
    }

    @Test
    void no_factor_that_can_step_a_session_up_is_forgotten() {
        assertThat(Arrays.stream(StepUpMethod.values()).flatMap(method -> method.factor().stream()))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(FactorMethod.values())
                        .filter(method -> method.role().stepsUp())
                        .toList());
    }

    @Test
    void the_methods_are_the_ones_that_a_refusal_offers_for_each_level() {
        assertThat(StepUp.methods(AssuranceLevel.TWO_FACTOR, Set.of(FactorMethod.PASSKEY, FactorMethod.TOTP)))
                .containsExactlyElementsOf(names(true));
        assertThat(StepUp.methods(AssuranceLevel.ONE_FACTOR, Set.of())).containsExactlyElementsOf(names(false));
    }

    @Test
    @DisplayName("[STEP-02] a refusal offers no second factor that the user cannot answer with")
    void only_what_the_user_has() {
        assertThat(StepUp.methods(AssuranceLevel.TWO_FACTOR, Set.of(FactorMethod.TOTP)))
                .containsExactly("totp", "recovery_code");
        assertThat(StepUp.methods(AssuranceLevel.TWO_FACTOR, Set.of(FactorMethod.PASSKEY)))
                .containsExactly("passkey", "recovery_code");
        assertThat(StepUp.methods(AssuranceLevel.TWO_FACTOR, Set.of())).containsExactly("recovery_code");
    }
}
