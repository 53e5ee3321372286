package dev.sallyport.factors.totp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.factors.factor.WrongCode;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConfirmingCodeTest {

    private static String kind(ConfirmingCode code) {
        return code.map(
                right -> "right, step " + right.step(),
                wrong -> "wrong, " + wrong.attemptsLeft() + " left",
                unchecked -> "not checked, " + unchecked);
    }

    @Test
    void each_result_is_of_one_kind() {
        assertThat(kind(new ConfirmingCode.Right(7))).isEqualTo("right, step 7");
        assertThat(kind(new ConfirmingCode.Wrong(3, Optional.of(WrongCode.clockOff(90)))))
                .isEqualTo("wrong, 3 left");
        assertThat(kind(ConfirmingCode.Unchecked.UNKNOWN)).isEqualTo("not checked, UNKNOWN");
        assertThat(kind(ConfirmingCode.Unchecked.ALREADY_ACTIVE)).isEqualTo("not checked, ALREADY_ACTIVE");
        assertThat(kind(ConfirmingCode.Unchecked.DEAD)).isEqualTo("not checked, DEAD");
    }
}
