package dev.sallyport.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.caller.StepUp;
import dev.sallyport.token.AssuranceLevel;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The methods of a step-up")
class StepUpMethodTest {

    private static List<String> names(boolean isSecondFactor) {
        return Arrays.stream(StepUpMethod.values())
                .filter(method -> method.isSecondFactor() == isSecondFactor)
                .map(method -> new ObjectMapper().convertValue(method, String.class))
                .toList();
    }

    @Test
    @DisplayName("are the ones that a refusal offers for each level")
    void offered() {
        assertThat(StepUp.methods(AssuranceLevel.TWO_FACTOR)).containsExactlyElementsOf(names(true));
        assertThat(StepUp.methods(AssuranceLevel.ONE_FACTOR)).containsExactlyElementsOf(names(false));
    }
}
