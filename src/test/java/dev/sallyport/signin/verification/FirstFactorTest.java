package dev.sallyport.signin.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.ids.ProviderId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FirstFactorTest {

    @Test
    void what_a_second_step_leads_to_rests_on_the_provider_of_the_first() {
        Optional<ProviderId> provider = Optional.of(new ProviderId(UUID.randomUUID()));
        FirstFactor sso = new FirstFactor(List.of("sso", "hwk"), provider);

        assertThat(sso.withFirstOf(List.of("sso", "hwk", "email")))
                .isEqualTo(new FirstFactor(List.of("sso"), provider));
    }

    @Test
    void a_factor_of_this_service_rests_on_no_provider() {
        assertThat(FirstFactor.PASSWORD.withFirstOf(List.of("pwd", "otp", "mfa")))
                .isEqualTo(FirstFactor.PASSWORD);
        assertThat(FirstFactor.own(List.of("hwk", "user")).provider()).isEmpty();
    }
}
