package dev.sallyport.security.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DecimalCodeTest {

    @Test
    void a_code_is_the_number_of_the_first_64_bits_without_a_sign_modulo_a_power_of_ten() {
        byte[] bits = ByteBuffer.allocate(32).putLong(-1).putLong(7).array(); // the first number is 2^64 - 1

        assertThat(DecimalCode.of(bits, 6)).isEqualTo("551615");
        assertThat(DecimalCode.of(bits, 8)).isEqualTo("09551615");
    }
}
