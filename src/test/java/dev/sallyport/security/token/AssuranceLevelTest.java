package dev.sallyport.security.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AssuranceLevelTest {

    @Test
    @DisplayName("[STEP-03] a level has a name of our own, and what is no name of it is the weaker one")
    void a_level_is_read_as_it_is_written() {
        assertThat(AssuranceLevel.ONE_FACTOR.acr()).isEqualTo("1fa");
        assertThat(AssuranceLevel.TWO_FACTOR.acr()).isEqualTo("2fa");
        assertThat(AssuranceLevel.ofAcr("2fa")).isEqualTo(AssuranceLevel.TWO_FACTOR);
        for (String other : new String[] {"1fa", "2FA", "3fa", "", "urn:mace:incommon:iap:silver"}) {
            assertThat(AssuranceLevel.ofAcr(other)).as(other).isEqualTo(AssuranceLevel.ONE_FACTOR);
        }
    }
}
