package dev.sallyport.factors.recovery;

import dev.sallyport.factors.factor.TypedCode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Crockford's Base32: no I, L, O, U, so that what people misread is still read as it was meant. */
final class CrockfordBase32 {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final Pattern ASCII = Pattern.compile("[0-9A-Za-z]*");

    private CrockfordBase32() {}

    /** One character for each five bits; the number of bits MUST be a multiple of five. */
    static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int buffer = 0;
        int held = 0;
        for (byte next : bytes) {
            buffer = (buffer << 8 | (next & 0xff)) & 0xffff;
            held += 8;
            for (; held >= 5; held -= 5) {
                text.append(ALPHABET.charAt(buffer >> (held - 5) & 31));
            }
        }
        return text.toString();
    }

    /**
     * What was meant: case does not count, O is 0, I and L are 1, and the rest is as {@link TypedCode} says. Empty if
     * it cannot be a code.
     */
    static Optional<String> read(String typed, int length) {
        String text = TypedCode.read(typed);
        // Before the case changes: other letters than these become ASCII by it, or become two.
        if (text.length() != length || !ASCII.matcher(text).matches()) {
            return Optional.empty();
        }
        String meant = text.toUpperCase(Locale.ROOT)
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        boolean possible = meant.chars().allMatch(each -> ALPHABET.indexOf(each) >= 0);
        return possible ? Optional.of(meant) : Optional.empty();
    }
}
