package dev.sallyport.trail.chain;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The newest seal of the service as an operator keeps it elsewhere: its number and its hash. */
public record Head(long sequence, String digest) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,18}):([0-9a-fA-F]{64})");

    /**
     * Reads {@code sequence:hash}.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static Head parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("A head is a number, a colon and 64 hexadecimal digits");
        }
        return new Head(Long.parseLong(form.group(1)), form.group(2).toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return sequence + ":" + digest;
    }
}
