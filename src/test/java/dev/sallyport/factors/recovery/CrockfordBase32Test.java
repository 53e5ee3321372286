package dev.sallyport.factors.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.security.crypto.RandomBytes;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CrockfordBase32Test {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int CODES = 10_000;
    private static final int LENGTH = 16;

    /** The chi-square value with 31 degrees of freedom that chance exceeds once in 10^11 times. */
    private static final double IMPROBABLE = 110;

    @Test
    @DisplayName(
            "[RECV-01] [R3] Ten thousand codes have 16 symbols, each as often as any other at every place, none twice")
    void codes_are_evenly_spread() {
        int[][] seen = new int[LENGTH][ALPHABET.length()];
        Set<String> codes = new HashSet<>();
        for (int number = 0; number < CODES; number++) {
            String code = CrockfordBase32.encode(RandomBytes.of(10));
            assertThat(code).matches("[0-9A-HJKMNP-TV-Z]{16}");
            codes.add(code);
            for (int place = 0; place < LENGTH; place++) {
                seen[place][ALPHABET.indexOf(code.charAt(place))]++;
            }
        }
        assertThat(codes).hasSize(CODES);
        for (int place = 0; place < LENGTH; place++) {
            assertThat(chiSquare(seen[place])).as("place %d", place).isLessThan(IMPROBABLE);
        }
    }

    @Test
    void all_eighty_bits_are_in_the_text() {
        byte[] ones = new byte[10];
        java.util.Arrays.fill(ones, (byte) 0xff);
        assertThat(CrockfordBase32.encode(new byte[10])).isEqualTo("0".repeat(LENGTH));
        assertThat(CrockfordBase32.encode(ones)).isEqualTo("Z".repeat(LENGTH));
        Set<String> codes = new HashSet<>();
        for (int bit = 0; bit < 80; bit++) {
            byte[] bytes = new byte[10];
            bytes[bit / 8] = (byte) (1 << bit % 8);
            codes.add(CrockfordBase32.encode(bytes));
        }
        assertThat(codes).hasSize(80);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ABCD-EFGH-0123-1010",
                "abcd-efgh-0123-1010",
                "ABCDEFGH01231010",
                " abcd efgh  0123 1010 ",
                "AbCd--EfGh-O123-iOlo",
                "a-b-c-d-e-f-g-h-o-l-2-3-I-O-L-0",
                "ABCD\u2010EFGH\u20110123\u20121010",
                "\ufeffABCD\u00a0EFGH\u202f0123\u30001010\r\n",
                "\uff21\uff22\uff23\uff24\uff0d\uff45\uff46\uff47\uff48\u0660\u0661\u0968\uff13\u200b1010",
                "ABCDEFGH0123\uff49\uff4f\uff2c\uff10"
            })
    @DisplayName("[RECV-05] [R7] Case, spaces and dashes do not count, O is 0, I and L are 1")
    void reads_what_was_meant(String typed) {
        assertThat(RecoveryCodeForm.read(typed)).isEqualTo(Optional.of("ABCDEFGH01231010"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "*",
                "ABCD-EFGH-0123-101",
                "ABCD-EFGH-0123-10101",
                "ABCD-EFGH-0123-101U",
                "ABCD_EFGH_0123_1010",
                "ABCD-EFGH-0123-10\u0131\u0131",
                "\u0391BCD-EFGH-0123-1010",
                "ABCD-EFGH-0123-10\ufb01",
                "ABCD-EFGH-0123-101\u00df"
            })
    void reads_nothing_else(String typed) {
        assertThat(RecoveryCodeForm.read(typed)).isEmpty();
    }

    private static double chiSquare(int[] counts) {
        double expected = CODES / (double) counts.length;
        double sum = 0;
        for (int count : counts) {
            sum += (count - expected) * (count - expected) / expected;
        }
        return sum;
    }
}
