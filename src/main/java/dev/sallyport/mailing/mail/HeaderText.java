package dev.sallyport.mailing.mail;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
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

    /** An encoded word: its charset, its encoding and its text. */
    private static final Pattern WORD = Pattern.compile("=\\?([A-Za-z0-9._-]+)\\?([BbQq])\\?([!->@-~]*)\\?=");

    /** The space between two encoded words is none of the text (RFC 2047 section 6.2). */
    private static final Pattern BETWEEN_WORDS = Pattern.compile("\\?=\\s+(?==\\?)");

    private static final Pattern QUOTED_BYTE = Pattern.compile("=([0-9A-Fa-f]{2})");
    private static final int HEX = 16;

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

    /**
     * The name that is shown for an address: as it is, as a quoted string, or as encoded words. What looks like an
     * encoded word is encoded, so that readers see the text that was checked and not what it stands for.
     */
    static String phrase(String name, String text) {
        String clean = clean(text);
        int column = name.length() + 2;
        String quoted = ATOMS.matcher(clean).matches()
                ? clean
                : '"' + clean.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        boolean plain = PRINTABLE.matcher(clean).matches() && !clean.contains("=?");
        return plain && column + quoted.length() <= LINE ? quoted : encoded(clean, column);
    }

    /** Decodes encoded words; any other text, and a word in an unknown charset, stays unchanged. */
    static String decoded(String text) {
        return WORD.matcher(BETWEEN_WORDS.matcher(text).replaceAll("?="))
                .replaceAll(word -> Matcher.quoteReplacement(decoded(word)));
    }

    private static String decoded(MatchResult word) {
        try {
            Charset charset = Charset.forName(word.group(1));
            return new String(
                    "B".equalsIgnoreCase(word.group(2))
                            ? Base64.getDecoder().decode(word.group(3))
                            : unquoted(word.group(3)),
                    charset);
        } catch (IllegalArgumentException unreadable) {
            return word.group();
        }
    }

    /** The bytes of an encoding Q (RFC 2047 section 4.2). */
    private static byte[] unquoted(String text) {
        return QUOTED_BYTE
                .matcher(text.replace('_', ' '))
                .replaceAll(one -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(one.group(1), HEX))))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String clean(String text) {
        return CONTROL.matcher(text).replaceAll(" ").strip();
    }

    /** One encoded word per line. No word splits a character, so each can be decoded alone. */
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
