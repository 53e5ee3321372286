package dev.sallyport.factors.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.security.crypto.RandomBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TimeZone;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TotpTest {

    /** RFC 6238 appendix B. */
    private static final byte[] RFC_SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    private static final List<Long> RFC_TIMES =
            List.of(59L, 1111111109L, 1111111111L, 1234567890L, 2000000000L, 20000000000L);
    private static final List<String> RFC_CODES = List.of("287082", "081804", "050471", "005924", "279037", "353130");

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /** Of chi-squared with 31 degrees of freedom, exceeded by chance once in 10^9. */
    private static final double CHI_SQUARED_BOUND = 105;

    private final Totp totp = new Totp(1);

    @ParameterizedTest(name = "{0} s: {1}")
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    @DisplayName("[TOTP-01] Codes are those of RFC 6238 appendix B, also after 2038")
    void codes_are_those_of_the_rfc(long time, String code) {
        assertThat(Totp.codeAt(RFC_SECRET, Totp.stepAt(Instant.ofEpochSecond(time))))
                .isEqualTo(code);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"ar-EG", "fa-IR", "hi-IN-u-nu-deva", "tr-TR", "en-US"})
    @DisplayName("[TOTP-01] [TOTP-06] Codes are the same ASCII digits in every locale and time zone")
    void codes_do_not_depend_on_locale_or_time_zone(String language) {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(language));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));
            for (int row = 0; row < RFC_TIMES.size(); row++) {
                Instant time = Instant.ofEpochSecond(RFC_TIMES.get(row));
                String code = RFC_CODES.get(row);
                assertThat(Totp.codeAt(RFC_SECRET, Totp.stepAt(time))).isEqualTo(code);
                assertThat(totp.matchingStep(RFC_SECRET, code, time)).hasValue(Totp.stepAt(time));
            }
            assertThat(Totp.base32(RFC_SECRET)).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    @DisplayName("[TOTP-01] oathtool makes the same codes from ten secrets")
    void oathtool_makes_the_same_codes() throws IOException, InterruptedException {
        assumeTrue(isOnPath("oathtool"), "oathtool is not installed");
        Instant time = Instant.parse("2031-05-06T07:08:09Z");
        for (int secret = 0; secret < 10; secret++) {
            byte[] key = RandomBytes.of(Totp.SECRET_BYTES);
            assertThat(Totp.codeAt(key, Totp.stepAt(time))).isEqualTo(oathtool(Totp.base32(key), time));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2, 10, Integer.MAX_VALUE, Integer.MIN_VALUE})
    @DisplayName("[TOTP-02] A drift other than 0 or 1 step cannot be configured")
    void a_wider_drift_is_refused(int drift) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Totp(drift));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0, 29", "1, 1", "1, 29"})
    @DisplayName("[TOTP-02] [V6] Exactly the steps within the drift match, at the beginning and the end of a step")
    void only_steps_within_the_drift_match(int drift, int second) {
        long step = 60_000_000;
        Instant now = Instant.ofEpochSecond(step * 30 + second);
        for (int offset = -20; offset <= 20; offset++) {
            OptionalLong match = new Totp(drift).matchingStep(RFC_SECRET, Totp.codeAt(RFC_SECRET, step + offset), now);
            assertThat(match)
                    .as("offset %d", offset)
                    .isEqualTo(Math.abs(offset) <= drift ? OptionalLong.of(step + offset) : OptionalLong.empty());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "5924", "+05924", "0005924", " 005924", "005924\n", "٠٠٥٩٢٤", "００５９２４", "abcdef", "-05924"})
    @DisplayName("[TOTP-05] Only six ASCII digits can be a code, whatever number they would be")
    void only_six_ascii_digits_can_match(String text) {
        assertThat(Totp.isCode(text)).isFalse();
        assertThat(totp.matchingStep(RFC_SECRET, text, Instant.ofEpochSecond(1234567890L)))
                .isEmpty();
        assertThat(Totp.isCode(null)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, true", "-3, true", "2, true", "-4, false", "3, false"})
    @DisplayName("A search finds a code within its steps, ends included, and none outside them")
    void a_search_has_two_ends(int offset, boolean found) {
        long middle = 60_000_000;
        String code = Totp.codeAt(RFC_SECRET, middle + offset);
        assertThat(Totp.nearestStep(TotpParameters.STANDARD, RFC_SECRET, code, middle, 3, 2))
                .isEqualTo(found ? OptionalLong.of(middle + offset) : OptionalLong.empty());
    }

    @Test
    void a_search_finds_the_nearest_of_several_steps_with_the_same_code() {
        // With this secret both steps have one code; there is no other between them.
        assertThat(Totp.codeAt(RFC_SECRET, 60_199_880)).isEqualTo(Totp.codeAt(RFC_SECRET, 60_199_884));
        String code = Totp.codeAt(RFC_SECRET, 60_199_880);

        assertThat(Totp.nearestStep(
                        TotpParameters.STANDARD, RFC_SECRET, code, 60_199_880 + 1, 5, 60_199_884 - 60_199_880))
                .hasValue(60_199_880);
        assertThat(Totp.nearestStep(
                        TotpParameters.STANDARD, RFC_SECRET, code, 60_199_884 - 1, 60_199_884 - 60_199_880, 5))
                .hasValue(60_199_884);
        assertThat(Totp.nearestStep(
                        TotpParameters.STANDARD,
                        RFC_SECRET,
                        code,
                        (60_199_880 + 60_199_884) / 2,
                        60_199_884 - 60_199_880,
                        60_199_884 - 60_199_880))
                .as("the earlier of two that are as near")
                .hasValue(60_199_880);
    }

    @Test
    void a_search_for_what_is_no_code_finds_nothing() {
        assertThat(Totp.nearestStep(TotpParameters.STANDARD, RFC_SECRET, "12345", 60_000_000, 3, 2))
                .isEmpty();
    }

    @Test
    @DisplayName("[ENRL-02] [E7] Ten thousand secrets are 32 Base32 characters, do not repeat, and are evenly spread")
    void secrets_are_evenly_spread() {
        int secrets = 10_000;
        int[][] counts = new int[32][ALPHABET.length()];
        Set<String> seen = new HashSet<>();
        for (int secret = 0; secret < secrets; secret++) {
            byte[] bytes = RandomBytes.of(Totp.SECRET_BYTES);
            String text = Totp.base32(bytes);
            assertThat(text).matches("[A-Z2-7]{32}");
            assertThat(new Base32().decode(text)).isEqualTo(bytes).hasSize(20);
            seen.add(text);
            for (int at = 0; at < 32; at++) {
                counts[at][ALPHABET.indexOf(text.charAt(at))]++;
            }
        }
        assertThat(seen).hasSize(secrets);
        int[] all = new int[ALPHABET.length()];
        for (int[] position : counts) {
            assertThat(chiSquared(position)).isLessThan(CHI_SQUARED_BOUND);
            Arrays.setAll(all, symbol -> all[symbol] + position[symbol]);
        }
        assertThat(chiSquared(all)).isLessThan(CHI_SQUARED_BOUND);
    }

    private static double chiSquared(int[] counts) {
        double expected = Arrays.stream(counts).average().orElseThrow();
        return Arrays.stream(counts)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
    }

    private static boolean isOnPath(String tool) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }

    private static String oathtool(String secret, Instant time) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "oathtool", "--totp", "--base32", "--now", "@" + time.getEpochSecond(), "-")
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().write((secret + "\n").getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(process.waitFor()).as(output).isZero();
        return output.strip();
    }
}
