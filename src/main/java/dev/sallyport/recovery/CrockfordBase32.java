package dev.sallyport.recovery;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Crockford's Base32: no I, L, O, U, and forgiving to who types it. */
final class CrockfordBase32 {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final Pattern IGNORED = Pattern.compile("[\\s-]");

    private CrockfordBase32() {}

    /** One character for each five bits; the number of bits MUST be a multiple of five. */
    static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int buffer = 0;
        int held = 0;
        for (byte next : bytes) {
            buffer = (buffer << 8 | next & 0xff) & 0xffff;
            held += 8;
            for (; held >= 5; held -= 5) {
                text.append(ALPHABET.charAt(buffer >> held - 5 & 31));
            }
        }
        return text.toString();
    }

    /** What was meant: case, spaces and dashes do not count, O is 0, I and L are 1. Empty if it cannot be a code. */
    static Optional<String> read(String typed, int length) {
        String text = IGNORED.matcher(typed)
                .replaceAll("")
                .toUpperCase(Locale.ROOT)
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        boolean possible = text.length() == length && text.chars().allMatch(each -> ALPHABET.indexOf(each) >= 0);
        return possible ? Optional.of(text) : Optional.empty();
    }
}
