package dev.sallyport.mailing.mail;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Text of people as it may stand in a header: ASCII, folded by CRLF and a space, with encoded words where it is not
 * ASCII (RFC 5322 sections 2.2.3 and 3.2, RFC 2047).
 */
final class HeaderText {

    /** A line with an encoded word is no longer than this, its header's name included (RFC 2047 section 2). */
    private static final int LINE = 76;

    private static final String START = "=?UTF-8?B?";
    private static final String END = "?=";
    private static final String FOLD = "\r\n ";

    /** Of which base64 makes four characters each: as many as fit into a word of 75. */
    private static final int GROUP = 3;

    private static final int GROUP_IN_BASE64 = 4;

    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7E]*");

    /** Words that a phrase may hold as they are (RFC 5322 section 3.2.3). */
    private static final Pattern ATOMS =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+( [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");

    /** Line ends and all else that no person types: C0, DEL, C1, and the separators of lines and paragraphs. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");

    private HeaderText() {}

    /**
     * A text without structure, such as a subject.
     *
     * @param name of the header, which takes up some of the first line
     */
    static String unstructured(String name, String text) {
        String clean = clean(text);
        int column = name.length() + 2;
        boolean plain = PRINTABLE.matcher(clean).matches() && !clean.contains("=?");
        return plain && column + clean.length() <= LINE ? clean : encoded(clean, column);
    }

    /** The name that is shown for an address: as it is, as a quoted string, or as encoded words. */
    static String phrase(String name, String text) {
        String clean = clean(text);
        int column = name.length() + 2;
        String quoted = ATOMS.matcher(clean).matches()
                ? clean
                : '"' + clean.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        return PRINTABLE.matcher(clean).matches() && column + quoted.length() <= LINE ? quoted : encoded(clean, column);
    }

    private static String clean(String text) {
        return CONTROL.matcher(text).replaceAll(" ").strip();
    }

    /** Words one a line, none of which ends within a character: each can be read without its neighbours. */
    private static String encoded(String text, int column) {
        StringBuilder lines = new StringBuilder();
        StringBuilder word = new StringBuilder();
        int room = room(column);
        for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
            String character = Character.toString(text.codePointAt(at));
            if (bytes(word + character).length > room) {
                lines.append(word(word)).append(FOLD);
                word.setLength(0);
                room = room(1);
            }
            word.append(character);
        }
        return lines.append(word(word)).toString();
    }

    /** How many bytes of UTF-8 a word can hold that begins in this column. */
    private static int room(int column) {
        return (LINE - 1 - column - START.length() - END.length()) / GROUP_IN_BASE64 * GROUP;
    }

    private static String word(CharSequence text) {
        return START + Base64.getEncoder().encodeToString(bytes(text)) + END;
    }

    private static byte[] bytes(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
