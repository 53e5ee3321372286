package dev.sallyport.accounts.emailaddress;

import dev.sallyport.base.problem.Text;
import dev.sallyport.security.crypto.Digest;
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

    /** Of an address, in bytes of its ASCII form (RFC 5321 section 4.5.3.1.3, without the angle brackets). */
    public static final int MAX_LENGTH = 254;

    private static final int MAX_LOCAL_BYTES = 64;

    /** RFC 5322 dot-atom, with the letters and digits of other scripts as in RFC 6531. */
    private static final Pattern LOCAL =
            Pattern.compile("[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+(\\.[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+)*");

    /** The address in its canonical form, or empty if the text is not exactly one address. */
    public static Optional<EmailAddress> parse(String text) {
        String address = Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
        int at = address.lastIndexOf('@');
        if (at < 1 || address.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String local = address.substring(0, at).toLowerCase(Locale.ROOT);
        if (!LOCAL.matcher(local).matches()) {
            return Optional.empty();
        }
        return DomainName.ascii(address.substring(at + 1))
                .map(domain -> local + "@" + domain)
                .filter(canonical -> bytes(local) <= MAX_LOCAL_BYTES && bytes(canonical) <= MAX_LENGTH)
                .map(EmailAddress::new);
    }

    /** A domain of email addresses in its ASCII form; empty for any other text. */
    public static Optional<String> domain(String text) {
        return DomainName.ascii(Normalizer.normalize(text.strip(), Normalizer.Form.NFC));
    }

    /** Whether any mail server takes it: beyond ASCII it takes one that speaks SMTPUTF8. */
    public boolean isDeliverable() {
        return isAscii(value);
    }

    /** The part before the at sign: what a password must not be. */
    public String localPart() {
        return value.substring(0, value.lastIndexOf('@'));
    }

    /**
     * The SHA-256 by which the user of the address is found, and by which guesses are counted, whether or not there is
     * a user. It hides nothing: addresses are stored too, and can be guessed.
     */
    public byte[] hash() {
        return Digest.sha256(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Words that an attacker would try first when guessing this user's password. */
    public List<String> obviousWords(List<String> names) {
        return Stream.concat(Stream.of(value, localPart()), names.stream()).toList();
    }

    /** The part after the at sign, in its ASCII form. */
    public String domain() {
        return value.substring(value.lastIndexOf('@') + 1);
    }

    /** The address as people read it: its domain in its own letters, unless they could mislead. */
    public String shown() {
        return localPart() + "@" + DomainName.shown(domain());
    }

    /** A stored address as people read it. */
    public static String shown(String stored) {
        return new EmailAddress(stored).shown();
    }

    /** A masked form: the owner recognizes the mailbox, others do not learn the address. */
    public String hint() {
        String domain = DomainName.shown(domain());
        return value.substring(0, value.offsetByCodePoints(0, 1)) + "•••@"
                + domain.substring(0, domain.offsetByCodePoints(0, 1)) + "•••"
                + domain.substring(domain.lastIndexOf('.'));
    }

    /**
     * What is wrong with an address that {@link #parse} or {@link #isDeliverable} refuse, and in which part. It does
     * not quote the text.
     */
    public static Text problem(String text) {
        String address = Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
        int at = address.lastIndexOf('@');
        if (at < 1 || at != address.indexOf('@') || at == address.length() - 1) {
            return Text.of("must be one email address: a name, one @ and a domain");
        }
        String local = address.substring(0, at);
        if (bytes(local) > MAX_LOCAL_BYTES || bytes(address) > MAX_LENGTH) {
            return Text.of("must be one email address of at most 254 characters, 64 of them before the @");
        }
        if (!isAscii(local)) {
            return Text.of("must be one email address: only ASCII characters are allowed before the @, since few mail"
                    + " servers accept others");
        }
        return LOCAL.matcher(local).matches()
                ? Text.of("must be one email address: {0}", DomainName.problem(address.substring(at + 1)))
                : Text.of("must be one email address: the part before the @ contains a character or a dot that is not"
                        + " allowed there");
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(character -> character < 128);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
