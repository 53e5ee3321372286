package dev.sallyport.factors.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CodeInputTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "492039",
                "492 039",
                " 492039\n",
                "\t492039\r\n",
                "492\u00a0039",
                "492\u202f039",
                "492\u2009039",
                "492\u3000039",
                "492\u1680039",
                "492\u0085039",
                "492\u2028039",
                "492-039",
                "492\u2010039",
                "492\u2011039",
                "492\u2012039",
                "492\u2013039",
                "492\u2014039",
                "492\u2015039",
                "492\u2212039",
                "492\uff0d039",
                "492\ufe63039",
                "492\ufe58039",
                "492\u30fc039",
                "492\uff70039",
                "492\u2043039",
                "4-9 2\u2013-0 39",
                "\ufeff492039",
                "4\u200b9\u200c2\u200d0\u206039",
                "\u202a492039\u202c",
                "\u2066492039\u2069",
                "\u200e492039\u200f",
                "\u061c492039",
                "492\u00ad039",
                "4\ufe0f92039",
                "\u0664\u0669\u0662\u0660\u0663\u0669",
                "\u06f4\u06f9\u06f2\u06f0\u06f3\u06f9",
                "\u096a\u096f\u0968\u0966\u0969\u096f",
                "\u09ea\u09ef\u09e8\u09e6\u09e9\u09ef",
                "\u0e54\u0e59\u0e52\u0e50\u0e53\u0e59",
                "\uff14\uff19\uff12\uff10\uff13\uff19",
                "\ud835\udfd2\ud835\udfd7\ud835\udfd0\ud835\udfce\ud835\udfd1\ud835\udfd7",
                "49\u0662\uff1039"
            })
    @DisplayName("[TOTP-05] [V15] Spaces, dashes and invisible marks do not count, and digits of any script are read")
    void reads_six_digits(String typed) {
        assertThat(CodeInput.sixDigits(typed)).contains("492039");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-",
                "\u200b",
                "49203",
                "4920390",
                "G-492039",
                "G492039",
                "492039.",
                "492.039",
                "492,039",
                "492_039",
                "492/039",
                "+492039",
                "#492039",
                "(492)039",
                "'492039'",
                "492039\u0000",
                "492\u001f039",
                "0x9203",
                "4920e9",
                "49203\u00b2",
                "49203\u2460",
                "49203\u2082",
                "49203\u2163",
                "49203\u0bf2",
                "49203O",
                "49203l",
                "49203\u4e5d",
                "49203\ud835",
                "\u0664\u0669\u0662\u0660\u0663"
            })
    @DisplayName("[TOTP-05] [V15] What is left must be six digits: prefixes and other characters are not taken off")
    void reads_nothing_else(String typed) {
        assertThat(CodeInput.sixDigits(typed)).isEmpty();
    }

    @Test
    @DisplayName("[TOTP-05] Every space, dash and format character of Unicode is dropped, every digit is read")
    void every_character_of_a_kind() {
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT).forEach(character -> {
            String read = CodeInput.normalize(Character.toString(character));
            switch (Character.getType(character)) {
                case Character.SPACE_SEPARATOR,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.DASH_PUNCTUATION,
                        Character.FORMAT ->
                    assertThat(read).as("U+%04X", character).isEmpty();
                case Character.DECIMAL_DIGIT_NUMBER ->
                    assertThat(read)
                            .as("U+%04X", character)
                            .isEqualTo(Integer.toString(Character.getNumericValue(character)));
                default -> {
                    // An assertion each for a million characters takes longer than all else here.
                    if (!CodeInput.normalize(read).equals(read)) {
                        throw new AssertionError("U+%04X".formatted(character));
                    }
                }
            }
        });
    }

    @Test
    @DisplayName("[RECV-05] Full-width and mathematical letters are read; look-alikes of other alphabets are not")
    void letters() {
        assertThat(CodeInput.normalize("\uff21\uff42\uff23\uff44")).isEqualTo("AbCd");
        assertThat(CodeInput.normalize("\ud835\udc00\ud835\udcb7")).isEqualTo("Ab");
        assertThat(CodeInput.normalize("\u0391\u0412\u017f\u212a\u00aa\ufb01\u0131"))
                .isEqualTo("\u0391\u0412\u017f\u212a\u00aa\ufb01\u0131");
    }
}
