package dev.sallyport.account;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One email address in its canonical form: NFC, lower case, the domain in its ASCII form.
 *
 * <p>Quoted local parts, comments, lists and address literals are no addresses here. Compatibility forms (full-width
 * letters and the like) are never folded into ASCII: a look-alike is another address, or none.
 */
public record EmailAddress(String value) {

    private static final int MAX_BYTES = 254;
    private static final int MAX_LOCAL_BYTES = 64;

    /** RFC 5322 dot-atom, with the letters and digits of other scripts as in RFC 6531. */
    private static final Pattern LOCAL =
            Pattern.compile("[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+(\\.[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+)*");

    private static final Pattern DOMAIN =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])");

    /** The address in its canonical form, or empty if the text is not exactly one address. */
    public static Optional<EmailAddress> parse(String text) {
        String address = Normalizer.normalize(text.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        int at = address.lastIndexOf('@');
        if (at < 1 || !LOCAL.matcher(address.substring(0, at)).matches()) {
            return Optional.empty();
        }
        String local = address.substring(0, at);
        return asciiDomain(address.substring(at + 1))
                .map(domain -> local + "@" + domain)
                .filter(canonical -> bytes(local) <= MAX_LOCAL_BYTES && bytes(canonical) <= MAX_BYTES)
                .map(EmailAddress::new);
    }

    /** Whether any mail server takes it: beyond ASCII it takes one that speaks SMTPUTF8. */
    public boolean isDeliverable() {
        return value.chars().allMatch(character -> character < 128);
    }

    /** The part before the at sign: what a password must not be. */
    public String localPart() {
        return value.substring(0, value.lastIndexOf('@'));
    }

    /** What somebody who guesses at this user's password tries first. */
    public List<String> obviousWords(List<String> names) {
        return Stream.concat(Stream.of(value, localPart()), names.stream()).toList();
    }

    /** The part behind the at sign, in its ASCII form. */
    public String domain() {
        return value.substring(value.lastIndexOf('@') + 1);
    }

    /** Enough for the owner to know which mailbox to look into, too little for anybody else. */
    public String hint() {
        return value.substring(0, value.offsetByCodePoints(0, 1)) + "•••@" + domain().charAt(0) + "•••"
                + domain().substring(domain().lastIndexOf('.'));
    }

    private static Optional<String> asciiDomain(String domain) {
        try {
            // IDN.toASCII folds: "ｅxample.org", or one with a soft hyphen in it, would become the real one. So only
            // what comes back as it was is taken.
            return Optional.of(IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES))
                    .filter(ascii ->
                            ascii.equals(domain) || IDN.toUnicode(ascii).equals(domain))
                    .filter(ascii -> DOMAIN.matcher(ascii).matches());
        } catch (IllegalArgumentException notADomain) {
            return Optional.empty();
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
