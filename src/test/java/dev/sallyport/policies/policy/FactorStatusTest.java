package dev.sallyport.policies.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.assurance.HeldMethods;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FactorStatusTest {

    private static final List<FactorMethod> PASSKEYS = List.of(FactorMethod.PASSKEY, FactorMethod.RECOVERY_CODE);

    private static FactorStatus of(String holds) {
        return FactorStatus.of(HeldMethods.of(holds), PASSKEYS);
    }

    @Test
    void a_second_factor_counts_if_the_account_allows_it() {
        assertThat(of("passkey totp")).isEqualTo(FactorStatus.AUTHENTICATOR);
        assertThat(of("passkey sso_only")).isEqualTo(FactorStatus.AUTHENTICATOR);
        assertThat(of("totp")).isEqualTo(FactorStatus.NOTHING);
        assertThat(of("totp sso_only")).isEqualTo(FactorStatus.SSO_ONLY);
        assertThat(of("nothing")).isEqualTo(FactorStatus.NOTHING);
    }

    @Test
    void each_value_of_a_membership_has_one_status() {
        assertThat(FactorStatus.NOTHING.holding(PASSKEYS)).containsExactly("nothing", "totp");
        assertThat(FactorStatus.SSO_ONLY.holding(PASSKEYS)).containsExactly("sso_only", "totp sso_only");
        assertThat(FactorStatus.AUTHENTICATOR.holding(PASSKEYS)).hasSize(4);
    }
}
