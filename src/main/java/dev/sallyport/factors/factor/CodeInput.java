package dev.sallyport.factors.factor;

import java.text.Normalizer;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a code as people paste it. Spaces and dashes of any kind, line ends, and marks without a width are dropped;
 * digits of any script and full-width letters become ASCII. Every other character stays, so that what is left is
 * refused: a prefix such as {@code G-} is not guessed away.
 */
public final class CodeInput {

    /**
     * The maximum length of the input in characters: a paper key fits with a space after each of its characters, or as
     * lines.
     */
    public static final int MAX_LENGTH = 512;

    /**
     * Spaces, format characters (zero-width, bidirectional, soft hyphen, byte order mark), variation selectors, and the
     * characters that look like a dash: those of Unicode's class and those that keyboards offer for one, such as the
     * Japanese long-vowel mark.
     */
    private static final Pattern IGNORED = Pattern.compile("[\\p{IsWhite_Space}\\p{Cf}\\p{Pd}"
            + "\\u034F\\u180B-\\u180D\\uFE00-\\uFE0F\\u02D7\\u2043\\u2053\\u207B\\u208B\\u2212\\u2500\\u2501\\u2796"
            + "\\u30FC\\uFF70]");

    /** Their letters are only other shapes of ASCII letters. */
    private static final Set<Character.UnicodeBlock> SHAPES = Set.of(
            Character.UnicodeBlock.HALFWIDTH_AND_FULLWIDTH_FORMS,
            Character.UnicodeBlock.MATHEMATICAL_ALPHANUMERIC_SYMBOLS);

    private static final Pattern SIX_DIGITS = Pattern.compile("[0-9]{6}");
    private static final Pattern DIGITS_OF_APP = Pattern.compile("[0-9]{6}|[0-9]{8}");

    private CodeInput() {}

    /** The code without what does not count. What comes out goes in again unchanged. */
    public static String normalize(String typed) {
        StringBuilder ascii = new StringBuilder(typed.length());
        IGNORED.matcher(typed).replaceAll("").codePoints().map(CodeInput::ascii).forEach(ascii::appendCodePoint);
        return ascii.toString();
    }

    /** Six ASCII digits; empty if the text is no such code. */
    public static Optional<String> sixDigits(String typed) {
        return Optional.of(normalize(typed))
                .filter(code -> SIX_DIGITS.matcher(code).matches());
    }

    /** The same, or the eight digits that some apps show; empty if the text is no such code. */
    public static Optional<String> digitsOfApp(String typed) {
        return Optional.of(normalize(typed))
                .filter(code -> DIGITS_OF_APP.matcher(code).matches());
    }

    private static int ascii(int character) {
        if (Character.isDigit(character)) {
            return '0' + Character.digit(character, 10);
        }
        if (Character.isLetter(character) && SHAPES.contains(Character.UnicodeBlock.of(character))) {
            int plain = Normalizer.normalize(Character.toString(character), Normalizer.Form.NFKC)
                    .codePointAt(0);
            return plain < 128 ? plain : character;
        }
        return character;
    }
}
