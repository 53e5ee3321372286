package dev.sallyport.factors.otp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.factors.otp.TotpParameters.Algorithm;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TotpParametersTest {

    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

    /** RFC 6238 appendix B: the key is as long as what the hash gives. */
    private static byte[] key(Algorithm algorithm) {
        int length = switch (algorithm) {
            case SHA1 -> 20;
            case SHA256 -> 32;
            case SHA512 -> 64;
        };
        return "1234567890".repeat(7).substring(0, length).getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest(name = "{0} s: {1} {2} {3}")
    @CsvSource({
        "59, 94287082, 46119246, 90693936",
        "1111111109, 07081804, 68084774, 25091201",
        "1111111111, 14050471, 67062674, 99943326",
        "1234567890, 89005924, 91819424, 93441116",
        "2000000000, 69279037, 90698825, 38618901",
        "20000000000, 65353130, 77737706, 47863826"
    })
    @DisplayName("[E13] [TOTP-01] Codes of eight digits are those of RFC 6238 appendix B, of each hash")
    void codes_are_those_of_the_rfc(long time, String sha1, String sha256, String sha512) {
        String[] codes = {sha1, sha256, sha512};
        for (Algorithm algorithm : Algorithm.values()) {
            TotpParameters eight = new TotpParameters(algorithm, 8, HALF_A_MINUTE);
            String code = codes[algorithm.ordinal()];
            Instant now = Instant.ofEpochSecond(time);

            assertThat(Totp.codeAt(eight, key(algorithm), eight.stepAt(now))).isEqualTo(code);
            assertThat(new Totp(1).matchingStep(eight, key(algorithm), code, now))
                    .hasValue(eight.stepAt(now));
            // the last six digits are the code of six
            TotpParameters six = new TotpParameters(algorithm, 6, HALF_A_MINUTE);
            assertThat(Totp.codeAt(six, key(algorithm), six.stepAt(now))).isEqualTo(code.substring(2));
        }
    }

    @Test
    @DisplayName("[E13] A step of 60 seconds has one code, and a drift of one step is a minute")
    void a_step_of_sixty_seconds() {
        TotpParameters minute = new TotpParameters(Algorithm.SHA1, 6, Duration.ofSeconds(60));
        byte[] key = key(Algorithm.SHA1);
        Instant start = Instant.ofEpochSecond(1_200_000_000);
        String code = Totp.codeAt(minute, key, minute.stepAt(start));

        // the counter of HOTP is the number of minutes
        assertThat(code).isEqualTo(Totp.codeAt(key, start.getEpochSecond() / 60));
        Totp totp = new Totp(1);
        assertThat(totp.matchingStep(minute, key, code, start.plusSeconds(59))).hasValue(20_000_000);
        assertThat(totp.matchingStep(minute, key, code, start.plusSeconds(119))).hasValue(20_000_000);
        assertThat(totp.matchingStep(minute, key, code, start.plusSeconds(120))).isEmpty();
        assertThat(totp.matchingStep(minute, key, code, start.minusSeconds(60))).hasValue(20_000_000);
        assertThat(totp.matchingStep(minute, key, code, start.minusSeconds(61))).isEmpty();
    }

    @Test
    @DisplayName("[E13] An app with eight digits takes no code of six, and the other way round")
    void other_digits_are_no_code() {
        byte[] key = key(Algorithm.SHA1);
        Instant now = Instant.ofEpochSecond(59);
        TotpParameters eight = new TotpParameters(Algorithm.SHA1, 8, HALF_A_MINUTE);

        assertThat(new Totp(1).matchingStep(eight, key, "287082", now)).isEmpty();
        assertThat(new Totp(1).matchingStep(key, "94287082", now)).isEmpty();
    }

    @Test
    @DisplayName("[MOVE-04] A secret is read as people and systems write it")
    void secrets_are_read() {
        byte[] key = key(Algorithm.SHA256);
        String base32 = new Base32().encodeAsString(key);

        assertThat(base32).endsWith("====");
        for (String text : new String[] {
            base32,
            base32.replace("=", ""),
            base32.toLowerCase(Locale.ROOT),
            base32.replaceAll("(.{4})", "$1 "),
            base32.replaceAll("(.{4})", "$1-")
        }) {
            assertThat(Totp.secret(text))
                    .as(text)
                    .hasValueSatisfying(secret -> assertThat(secret).isEqualTo(key));
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"", " ", "=", "GEZDGNBV1", "GEZDGNBV\u00c9", "GEZD=GNBV", "otpauth://totp/a?secret=GEZDGNBV"})
    void other_texts_are_no_secret(String text) {
        assertThat(Totp.secret(text)).isEqualTo(Optional.empty());
    }
}
