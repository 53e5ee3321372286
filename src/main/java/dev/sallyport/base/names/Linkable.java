package dev.sallyport.base.names;

import java.text.Normalizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text that a mail program or a page would make a link of: an address with a scheme, {@code www.}, a host name or an
 * email address without anything around it, an IPv4 address.
 *
 * <p>No list of top-level domains is asked, since new ones come every month: a dot with a letter or digit before it and
 * two letters or more directly after it is enough. So {@code Acme Inc. Berlin}, {@code U.S.A.} and {@code iPhone 15.2}
 * are no links, and {@code node.js} is one. Full-width and ideographic dots count, as browsers read them.
 */
public final class Linkable {

    /** Characters which browsers read as a dot, and Unicode's compatibility forms do not. */
    private static final Pattern DOTS = Pattern.compile("[\\u3002\\uFF61\\u2024\\uFE52\\uFF0E]");

    private static final String SCHEMES = "https?|hxxps?|ftps?|file|mailto|tel|sms|javascript";

    private static final Pattern LINK = Pattern.compile(
            "://|(?<![\\p{L}\\p{N}])(?:" + SCHEMES
                    + ")\\s*:|(?<![\\p{L}\\p{N}])www\\s*\\.|[\\p{L}\\p{N}]@[\\p{L}\\p{N}]"
                    + "|[\\p{L}\\p{M}\\p{N}-]\\.\\p{L}[\\p{L}\\p{M}\\p{N}-]"
                    + "|(?<![\\p{N}.])[0-9]{1,3}(?:\\.[0-9]{1,3}){3}(?![\\p{N}.])",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern JOINTS = Pattern.compile("[.:@]");

    /** Invisible or direction-changing characters, which could hide a link from a reader or from this class. */
    private static final Pattern UNSEEN = Pattern.compile(
            "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180D\\u2800\\u3164\\uFFA0"
                    + "\\uFE00-\\uFE0D\\x{E0100}-\\x{E01EF}]");

    private Linkable() {}

    /** Whether a program could find a link in the text. */
    public static boolean isIn(String text) {
        return LINK.matcher(plain(text)).find();
    }

    /** Whether the text contains an invisible character. The selectors of text and emoji style do not count. */
    public static boolean hasUnseen(String text) {
        return UNSEEN.matcher(text).find();
    }

    /**
     * The text as it may stand in a mail, whenever it was stored: without invisible characters and line breaks. Dots,
     * colons and at signs of a link get brackets, as in {@code evil[.]example}.
     */
    public static String defused(String text) {
        String seen = UNSEEN.matcher(text).replaceAll(" ");
        return isIn(seen)
                ? JOINTS.matcher(plain(seen)).replaceAll(joint -> Matcher.quoteReplacement("[" + joint.group() + "]"))
                : seen;
    }

    private static String plain(String text) {
        return DOTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC)).replaceAll(".");
    }
}
