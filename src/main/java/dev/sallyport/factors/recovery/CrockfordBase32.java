package dev.sallyport.factors.recovery;

import java.util.Locale;

/** Crockford's Base32: no I, L, O, U, so that what people misread is still read as it was meant. */
final class CrockfordBase32 {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

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

    /** Whether the text has characters of the alphabet alone, in upper case. */
    static boolean isWritten(String text) {
        return text.chars().allMatch(each -> ALPHABET.indexOf(each) >= 0);
    }

    /** What was meant by ASCII letters and digits: case does not count, O is 0, I and L are 1. */
    static String meant(String ascii) {
        return ascii.toUpperCase(Locale.ROOT)
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
    }
}
