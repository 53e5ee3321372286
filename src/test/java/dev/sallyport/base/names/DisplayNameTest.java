package dev.sallyport.base.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@org.junit.jupiter.api.DisplayName("A name")
class DisplayNameTest {

    private final DisplayName.Validator validator = new DisplayName.Validator();

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "A",
                "Acme",
                "Ada's phone",
                " Acme ",
                "O'Neil & Söhne <GmbH>; \"quoted\"",
                "株式会社",
                "شركة",
                "नमस्ते",
                "e\u0301te",
                "\ud83d\udcf1 phone",
                "a\u00a0b",
                "Acme Inc. Berlin",
                "U.S.A. Team",
                "iPhone 15.2",
                "Ada: work",
                "\u2764\ufe0f phone"
            })
    @org.junit.jupiter.api.DisplayName("[VALD-06] is taken in any script")
    void taken(String text) {
        assertThat(validator.isValid(text, null)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u2003",
                "\u00a0",
                "\u202f\u2007",
                "a\u0000b",
                "a\nb",
                "a\rb",
                "a\tb",
                "a\u001bb",
                "a\u007fb",
                "a\u0085b",
                "a\u200bb",
                "a\u200db",
                "a\u200eb",
                "a\u202eb",
                "a\u2066b",
                "a\ufeffb",
                "a\u00adb",
                "a\u2028b",
                "a\u2029b",
                "a\ud800b",
                "a\u3164b",
                "a\u2800b",
                "a\u034fb",
                "a\ue000b",
                "win at evil.com",
                "evil.example/claim",
                "www.evil",
                "WWW . evil",
                "http:evil",
                "https://evil",
                "Prize at EVIL\uff0eCOM",
                "evil\u3002\u0441\u043e\u043c",
                "write to eve@evil",
                "call tel:12345",
                "10.0.0.1/login",
                "a\udb40\udc41b"
            })
    @org.junit.jupiter.api.DisplayName("[VALD-06] is refused when it is blank or contains invisible characters")
    void refused(String text) {
        assertThat(validator.isValid(text, null)).isFalse();
    }

    static Stream<String> hundredCharacters() {
        return Stream.of("a".repeat(100), "é".repeat(100), "\ud83d\udcf1".repeat(100));
    }

    @ParameterizedTest
    @MethodSource("hundredCharacters")
    @org.junit.jupiter.api.DisplayName("[VALD-06] has at most 100 characters, as people count them")
    void length(String text) {
        assertThat(validator.isValid(text, null)).isTrue();
        assertThat(validator.isValid(text + "a", null)).isFalse();
    }
}
