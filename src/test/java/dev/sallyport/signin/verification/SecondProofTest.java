package dev.sallyport.signin.verification;

import static dev.sallyport.security.assurance.FactorMethod.EMAIL_CODE;
import static dev.sallyport.security.assurance.FactorMethod.PAPER_KEY;
import static dev.sallyport.security.assurance.FactorMethod.RECOVERY_CODE;
import static dev.sallyport.security.assurance.FactorMethod.TOTP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.security.assurance.FactorMethod;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SecondProofTest {

    private static List<FactorMethod> proofs(FactorMethod... methods) {
        return ChallengeRequired.BLIND_METHODS.stream()
                .filter(method -> BlindChallengeVerifier.proves(method, List.of(methods)))
                .toList();
    }

    @Test
    @DisplayName("[THRT-04] behind a blind challenge mail never stands in for a factor, and no factor for mail")
    void each_user_has_proofs_of_their_own() {
        assertThat(proofs()).containsExactly(EMAIL_CODE);
        assertThat(proofs(TOTP)).containsExactly(TOTP);
        assertThat(proofs(TOTP, RECOVERY_CODE, PAPER_KEY)).containsExactly(TOTP, RECOVERY_CODE, PAPER_KEY);
        assertThat(proofs(TOTP, PAPER_KEY)).containsExactly(TOTP, PAPER_KEY);
        assertThat(proofs(RECOVERY_CODE, PAPER_KEY)).containsExactly(EMAIL_CODE);
    }
}
