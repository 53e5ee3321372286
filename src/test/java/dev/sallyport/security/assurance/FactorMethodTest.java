package dev.sallyport.security.assurance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.security.token.AssuranceLevel;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FactorMethodTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            PASSKEY       | SECOND_FACTOR | TWO_FACTOR | swk mfa      | true
            TOTP          | SECOND_FACTOR | TWO_FACTOR | otp mfa      | true
            EMAIL_CODE    | MAILBOX       | ONE_FACTOR | email        | true
            RECOVERY_CODE | BACKUP        | TWO_FACTOR | recovery mfa | true
            PAPER_KEY     | RESET         | ONE_FACTOR | recovery     | false
            ACCESS_CODE   | TEMPORARY     | TWO_FACTOR | access_code mfa | false
            """, delimiter = '|')
    @DisplayName("[STEP-01] what each method is for and what it proves")
    void facts(FactorMethod method, FactorRole role, AssuranceLevel level, String amr, boolean stepsUp) {
        assertThat(method.role()).isEqualTo(role);
        assertThat(method.level()).isEqualTo(level);
        assertThat(method.amr()).containsExactly(amr.split(" "));
        assertThat(FactorMethod.steppingUpTo(level).contains(method)).isEqualTo(stepsUp);
        assertThat(FactorMethod.of(role)).contains(method);
    }

    @Test
    void only_a_second_factor_makes_a_second_factor() {
        for (FactorMethod method : FactorMethod.values()) {
            assertThat(FactorMethod.includeSecondFactor(List.of(method)))
                    .as(method.text())
                    .isEqualTo(method == FactorMethod.PASSKEY || method == FactorMethod.TOTP);
        }
        assertThat(FactorMethod.includeSecondFactor(List.of())).isFalse();
        assertThat(FactorMethod.includeSecondFactor(List.of(FactorMethod.values())))
                .isTrue();
    }

    @Test
    void values_of_amr_are_told_by_method() {
        assertThat(FactorMethod.amrValues(List.of(FactorMethod.values())))
                .containsExactlyInAnyOrder("swk", "hwk", "user", "otp", "email", "recovery", "access_code");
        assertThat(FactorMethod.amrValues(FactorMethod.of(FactorRole.SECOND_FACTOR)))
                .containsExactlyInAnyOrder("swk", "hwk", "user", "otp");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "pwd access_code mfa, true",
        "sso access_code mfa, true",
        "sso pwd otp access_code mfa, true",
        "sso hwk user access_code mfa, true",
        "pwd otp mfa, false",
        "pwd recovery mfa, false",
        "pwd, false"
    })
    @DisplayName("[SUPP-07] a session rests on the code of an agent until the user proves what they keep")
    void what_is_temporary(String amr, boolean temporary) {
        assertThat(FactorMethod.areTemporary(List.of(amr.split(" ")))).isEqualTo(temporary);
    }

    @ParameterizedTest
    @EnumSource
    void a_method_has_one_name_everywhere(FactorMethod method) {
        assertThat(FactorMethod.of(method.text())).isEqualTo(method);
        assertThat(new ObjectMapper().convertValue(method, String.class)).isEqualTo(method.text());
    }
}
