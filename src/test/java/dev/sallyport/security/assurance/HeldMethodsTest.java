package dev.sallyport.security.assurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HeldMethodsTest {

    @Test
    void the_text_is_that_of_the_column() {
        assertThat(new HeldMethods(Set.of(), false).text()).isEqualTo("nothing");
        assertThat(new HeldMethods(Set.of(), true).text()).isEqualTo("sso_only");
        assertThat(new HeldMethods(Set.of(FactorMethod.TOTP, FactorMethod.PASSKEY), true).text())
                .isEqualTo("passkey totp sso_only");
    }

    @Test
    void every_value_is_read_as_it_is_written() {
        assertThat(HeldMethods.texts(held -> true))
                .hasSize(8)
                .doesNotHaveDuplicates()
                .allSatisfy(text -> assertThat(HeldMethods.of(text).text()).isEqualTo(text));
        assertThat(HeldMethods.texts(held -> !held.hasSecondFactor())).containsExactly("nothing", "sso_only");
    }
}
