package dev.sallyport.factors.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.codec.DecoderException;
import org.apache.commons.codec.net.PercentCodec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OtpauthUriTest {

    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    private static final String BASE32 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    /** A URI as an app reads it, by the JDK's parser and commons-codec: no name may come twice. */
    private record Scanned(String uri, String label, Map<String, String> parameters) {

        static Scanned of(String issuer, String account) {
            String text = OtpauthUri.of(issuer, account, SECRET);
            URI uri = URI.create(text);
            assertThat(uri.getScheme()).isEqualTo("otpauth");
            assertThat(uri.getRawAuthority()).isEqualTo("totp");
            assertThat(uri.getRawFragment()).isNull();
            assertThat(text).doesNotContain("+").matches("[\\x21-\\x7e]+");
            Map<String, String> parameters = new LinkedHashMap<>();
            for (String pair : uri.getRawQuery().split("&", -1)) {
                String[] parts = pair.split("=", -1);
                assertThat(parts).as(pair).hasSize(2);
                assertThat(parameters.put(decode(parts[0]), decode(parts[1])))
                        .as("%s comes twice", parts[0])
                        .isNull();
            }
            return new Scanned(text, decode(uri.getRawPath().substring(1)), parameters);
        }

        String issuer() {
            return label.substring(0, label.indexOf(':'));
        }

        String account() {
            return label.substring(label.indexOf(':') + 1);
        }
    }

    @Test
    @DisplayName("[ENRL-07] The URI is the one of the Key URI format, byte for byte")
    void the_uri_has_the_exact_form() {
        assertThat(OtpauthUri.of("Sallyport", "ada@example.org", SECRET))
                .isEqualTo("otpauth://totp/Sallyport:ada%40example.org?secret=" + BASE32
                        + "&issuer=Sallyport&algorithm=SHA1&digits=6&period=30");
        assertThat(OtpauthUri.of("Big Corp", "a+b@example.org", SECRET))
                .startsWith("otpauth://totp/Big%20Corp:a%2Bb%40example.org?")
                .contains("&issuer=Big%20Corp&");
    }

    @ParameterizedTest(name = "{0} / {1}")
    @CsvSource({
        "Acme, ada@example.org",
        "Big Corp GmbH, ada lovelace@example.org",
        "Größe & Söhne, jürgen.é@exämple.org",
        "100% Acme, a%20b@example.org",
        "A+B, ada+phone@example.org",
        "Rocket 🚀 Ltd, 🔑@example.org",
        "日本語, ελληνικά@example.org",
        "a/b?c=d#e;f, o'neil\"<>|^`{}[]@example.org",
        "~-._, ~-._@example.org"
    })
    @DisplayName("[ENRL-07] [E2] Issuer and account come back unchanged, the issuer the same in label and parameter")
    void names_survive(String issuer, String account) {
        Scanned scanned = Scanned.of(issuer, account);

        assertThat(scanned.issuer()).isEqualTo(issuer);
        assertThat(scanned.account()).isEqualTo(account);
        assertThat(scanned.parameters())
                .containsExactly(
                        entry("secret", BASE32),
                        entry("issuer", issuer),
                        entry("algorithm", "SHA1"),
                        entry("digits", "6"),
                        entry("period", "30"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Acme&secret=AAAA",
                "x?secret=AAAA#",
                "a:b",
                "a:?b",
                "::::",
                "%3A%0d%0a",
                "$1\\E\\Q$0",
                "a\r\nb\u0000c\tE",
                "\u202Eevil\u2066\u200B\u200D\uFEFF",
                "a\u2028b\u2029c",
                "half \uD83D of a pair",
                "&issuer=Other&digits=8&period=1&algorithm=MD5",
                "../../hotp/x"
            })
    @DisplayName("[ENRL-08] No text of issuer or account adds a parameter, a second colon or a hidden character")
    void names_inject_nothing(String text) {
        for (Scanned scanned : new Scanned[] {Scanned.of(text, "ada@example.org"), Scanned.of("Acme", text)}) {
            assertThat(scanned.parameters()).containsOnlyKeys("secret", "issuer", "algorithm", "digits", "period");
            assertThat(scanned.parameters())
                    .contains(
                            entry("secret", BASE32),
                            entry("algorithm", "SHA1"),
                            entry("digits", "6"),
                            entry("period", "30"));
            assertThat(scanned.parameters().get("issuer")).isEqualTo(scanned.issuer());
            assertThat(scanned.label()).containsOnlyOnce(":").doesNotContainPattern("\\p{C}");
            assertThat(scanned.label().chars().filter(each -> each == ':')).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "é", "🚀", "%"})
    @DisplayName("[ENRL-08] However long the names are, the URI has at most 512 bytes and no half character")
    void the_uri_is_short(String unit) {
        Scanned scanned = Scanned.of(unit.repeat(300), unit.repeat(300));

        assertThat(scanned.uri().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(512);
        assertThat(scanned.parameters()).hasSize(5).containsEntry("secret", BASE32);
        assertThat(scanned.issuer()).isNotEmpty().matches("(" + unit + ")+");
        assertThat(scanned.account()).isNotEmpty().matches("(" + unit + ")+");
    }

    private static String decode(String text) {
        try {
            return new String(
                    new PercentCodec().decode(text.getBytes(StandardCharsets.US_ASCII)), StandardCharsets.UTF_8);
        } catch (DecoderException e) {
            throw new AssertionError(text, e);
        }
    }
}
