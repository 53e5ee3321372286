package dev.sallyport.sessions.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.security.token.AssuranceLevel;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AmrTest {

    @Test
    @DisplayName("[STEP-01] a sign-in that began with a provider's word proved no password")
    void what_a_sign_in_began_with() {
        assertThat(Amr.withFirst(Amr.PASSWORD_ONLY, List.of("pwd", "otp", "mfa")))
                .containsExactly("pwd", "otp", "mfa");
        assertThat(Amr.withFirst(List.of("sso"), List.of("pwd", "otp", "mfa"))).containsExactly("sso", "otp", "mfa");
        assertThat(Amr.firstOf(List.of("sso", "otp", "mfa"))).containsExactly("sso");
        assertThat(Amr.firstOf(List.of("pwd", "email"))).containsExactly("pwd");
        assertThat(Amr.firstOf(List.of("swk", "user", "mfa"))).containsExactly("swk", "user");
        assertThat(Amr.firstOf(List.of("pwd", "hwk", "mfa"))).containsExactly("pwd");
    }

    @Test
    @DisplayName("a session that a passkey alone began proved no password, also after the passkey is gone")
    void what_a_passkey_leaves() {
        assertThat(Amr.firstOf(List.of())).isEmpty();
        assertThat(Amr.firstOf(List.of("otp", "mfa"))).isEmpty();
    }

    @Test
    @DisplayName("[STEP-01] a step-up adds what was proved, and with one factor it no longer claims a second one")
    void what_stepping_up_leaves() {
        assertThat(Amr.steppedUp(List.of("pwd"), AssuranceLevel.TWO_FACTOR, List.of("otp", "mfa")))
                .containsExactly("pwd", "otp", "mfa");
        assertThat(Amr.steppedUp(List.of("pwd", "otp", "mfa"), AssuranceLevel.TWO_FACTOR, List.of("recovery", "mfa")))
                .containsExactly("pwd", "otp", "mfa", "recovery");
        assertThat(Amr.steppedUp(
                        List.of("pwd", "otp", "recovery", "mfa", "email"), AssuranceLevel.ONE_FACTOR, List.of("pwd")))
                .containsExactly("pwd", "email");
    }

    @Test
    @DisplayName("[SUPP-07] a step-up with a factor of the user's own leaves no code of an agent to rest on")
    void what_stepping_up_leaves_of_an_access_code() {
        for (String own : List.of("otp", "hwk", "recovery")) {
            assertThat(Amr.steppedUp(
                            List.of("pwd", "access_code", "mfa"), AssuranceLevel.TWO_FACTOR, List.of(own, "mfa")))
                    .containsExactly("pwd", "mfa", own);
        }
    }

    @Test
    @DisplayName("[STEP-01] the values of other second factors are all but the removed ones, without mfa itself")
    void the_values_of_other_second_factors() {
        assertThat(Amr.secondFactorBut(Set.of("otp")))
                .contains("recovery", "hwk", "access_code")
                .doesNotContain("otp", "mfa", "pwd", "sso", "email");
        assertThat(Amr.secondFactorBut(Set.of())).contains("otp");
    }
}
