package dev.sallyport.base.names;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LinkableTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "HTTPS://EVIL",
                "hxxp:evil",
                "ftp:evil",
                "custom://evil",
                "mailto:eve",
                "see www.evil",
                "www .evil",
                "evil.com",
                "win at evil.com now",
                "evil.example/claim?x=1",
                "sub.evil.co.uk",
                "evil.com:8080",
                "evil.xn--p1ai",
                "\u0437\u043b\u043e.\u0440\u0444",
                "evil\uff0ecom",
                "evil\u3002com",
                "evil\uff61com",
                "\uff45\uff56\uff49\uff4c.\uff43\uff4f\uff4d",
                "eve@evil",
                "192.0.2.7",
                "at 192.0.2.7/x"
            })
    @DisplayName("[NOTI-01] A text that a program makes a link of is found, in whatever script or width")
    void a_link(String text) {
        assertThat(Linkable.isIn(text)).isTrue();
        assertThat(Linkable.isIn(Linkable.defused(text))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Acme",
                "Acme Inc.",
                "Acme Inc. Berlin",
                "St. Gallen e.V.",
                "U.S.A.",
                "iPhone 15.2",
                "Version 1.2.3",
                "1.2.3.4.5",
                "Ada: work",
                "O'Neil & Sons / Berlin",
                "me @ work",
                "Wait... what",
                "5:30 club",
                "\u682a\u5f0f\u4f1a\u793e"
            })
    @DisplayName("Names that people and companies have are no links, and are shown as they are")
    void no_link(String text) {
        assertThat(Linkable.isIn(text)).isFalse();
        assertThat(Linkable.defused(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "win at evil.com/x, win at evil[.]com/x",
        "http://evil.com, http[:]//evil[.]com",
        "eve@evil.com, eve[@]evil[.]com"
    })
    @DisplayName("[NOTI-01] A link is shown with brackets around what would join it")
    void defused(String text, String shown) {
        assertThat(Linkable.defused(text)).isEqualTo(shown);
    }

    @Test
    @DisplayName("[NOTI-01] What is not seen becomes a space: a line break, a bidirectional mark, a filler")
    void unseen() {
        assertThat(Linkable.defused("a\r\nBcc: b\u202ec\u3164d\u200be")).isEqualTo("a  Bcc: b c d e");
        assertThat(Linkable.hasUnseen("\u2764\ufe0f")).isFalse();
        assertThat(Linkable.hasUnseen("a\udb40\udd01b")).isTrue();
    }
}
