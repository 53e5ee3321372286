package dev.sallyport.mailing.mail;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sender of mails.
 *
 * @param name what is shown for the address; empty for none
 * @param address in ASCII; replies go there
 */
record Sender(String name, String address) {

    private static final Pattern ADDRESS =
            Pattern.compile("[\\x21-\\x7E&&[^<>@(),:;\"\\[\\]\\\\]]+@[A-Za-z0-9.:\\[\\]-]+");
    private static final Pattern NAMED = Pattern.compile("([^<>]*)<([^<>]*)>");
    private static final Pattern COMMENTED = Pattern.compile("([^()]*)\\(([^()]*)\\)");
    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    /**
     * Reads {@code no-reply@example.org}, {@code Example <no-reply@example.org>}, a name in quotes, or one in
     * parentheses after the address. The name may be in any script, or in encoded words.
     *
     * @throws IllegalArgumentException where the address is not one in ASCII
     */
    static Sender parse(String text) {
        Matcher named = NAMED.matcher(text.strip());
        if (named.matches()) {
            return of(named.group(1), named.group(2));
        }
        Matcher commented = COMMENTED.matcher(text.strip());
        return commented.matches() ? of(commented.group(2), commented.group(1)) : of("", text);
    }

    private static Sender of(String name, String address) {
        if (!ADDRESS.matcher(address.strip()).matches()) {
            throw new IllegalArgumentException(
                    "the sender of mails must be one address in ASCII, with or without a name,"
                            + " such as: Example <no-reply@example.org>. An international domain is written as xn--…");
        }
        Matcher quoted = QUOTED.matcher(name.strip());
        String shown = quoted.matches() ? quoted.group(1).replaceAll("\\\\(.)", "$1") : name.strip();
        return new Sender(HeaderText.decoded(shown), address.strip());
    }

    /** What mails say under {@code From}. */
    String header() {
        return name.isEmpty() ? address : HeaderText.phrase("From", name) + separator() + "<" + address + ">";
    }

    /** A line of its own where both would not fit into one. */
    private String separator() {
        String phrase = HeaderText.phrase("From", name);
        int line = phrase.length() - phrase.lastIndexOf('\n') - 1;
        return "From: ".length() + line + address.length() + " <>".length() > 78 ? "\r\n " : " ";
    }

    String domain() {
        return address.substring(address.lastIndexOf('@') + 1);
    }
}
