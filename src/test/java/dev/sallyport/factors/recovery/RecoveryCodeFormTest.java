package dev.sallyport.factors.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RecoveryCodeFormTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "1234-5678, 12345678",
        "aB3dE-fG7hU, AB3DEFG7HU",
        "ABCD EFGH JKMN, ABCDEFGHJKMN",
        "k0OiIlL1xy-k0OiIlL1xy, K0011111XYK0011111XY",
        "0123456789abcdef01234567, 0123456789ABCDEF01234567"
    })
    @DisplayName("[MOVE-05] A code of another system is read by its length, letters and digits")
    void codes_of_other_systems(String typed, String meant) {
        assertThat(RecoveryCodeForm.read(typed)).isEqualTo(Optional.of(meant));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "1234567",
                "123456789",
                "12345678901",
                "1234567890123",
                "1234567\u00e9",
                "1234_5678",
                "1234567890ABCDEF1234567890ABCDEF"
            })
    @DisplayName("[MOVE-05] What has another length or another character is no code, and costs no attempt")
    void other_texts_are_no_code(String typed) {
        assertThat(RecoveryCodeForm.read(typed)).isEmpty();
    }
}
