package dev.sallyport.accounts.emailaddress;

import com.ibm.icu.text.IDNA;
import com.ibm.icu.text.SpoofChecker;
import dev.sallyport.base.problem.Text;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Internationalised domain names: stored in their ASCII form, displayed in their own letters if that is safe.
 *
 * <p>UTS 46 processing, non-transitional, as browsers do it: {@code ß} and the final sigma are letters of their own.
 * What would only be folded into another name (full-width letters, soft hyphens, an ideographic dot) is refused.
 */
final class DomainName {

    private static final Pattern ASCII_FORM =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])");

    /** RFC 1035 section 2.3.4, without the root. Matching takes stack for each label of a longer name. */
    private static final int MAX_LENGTH = 253;

    private static final String ENCODED = "xn--";

    private DomainName() {}

    /** Their tables are loaded with the first domain beyond ASCII, which most services never see. */
    private static final class Tables {

        static final IDNA IDNA_2008 = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII
                | IDNA.NONTRANSITIONAL_TO_UNICODE
                | IDNA.CHECK_BIDI
                | IDNA.CHECK_CONTEXTJ
                | IDNA.USE_STD3_RULES);

        static final SpoofChecker LOOK_ALIKES = new SpoofChecker.Builder()
                .setChecks(SpoofChecker.RESTRICTION_LEVEL | SpoofChecker.INVISIBLE | SpoofChecker.MIXED_NUMBERS)
                .setRestrictionLevel(SpoofChecker.RestrictionLevel.HIGHLY_RESTRICTIVE)
                .build();
    }

    /** No symbols (RFC 5892 section 2); the marks that count in some contexts only were judged there (appendix A). */
    private static final Pattern LETTERS =
            Pattern.compile("[\\p{L}\\p{M}\\p{N}.\\-\\u200c\\u200d\\u00b7\\u0375\\u05f3\\u05f4\\u30fb]+");

    /** The ASCII form of a domain in normal form C; empty if the text is not a domain, or is one only after folding. */
    static Optional<String> ascii(String domain) {
        if (domain.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String small = smallLetters(domain);
        if (isPlain(domain)) {
            return Optional.of(small).filter(DomainName::hasAsciiForm);
        }
        IDNA.Info info = new IDNA.Info();
        String ascii =
                Tables.IDNA_2008.nameToASCII(domain, new StringBuilder(), info).toString();
        boolean same =
                !info.hasErrors() && (ascii.equals(small) || unicode(ascii).equals(small));
        // Letters beyond ASCII that all become ASCII letters stand for another domain, as the Kelvin sign does for a k.
        return same && !isPlain(ascii) && LETTERS.matcher(unicode(ascii)).matches() && hasAsciiForm(ascii)
                ? Optional.of(ascii)
                : Optional.empty();
    }

    /** A domain in its ASCII form as people read it: each label in its own letters, unless it could mislead. */
    static String shown(String ascii) {
        if (isPlain(ascii)) {
            return ascii;
        }
        List<String> labels =
                Arrays.stream(ascii.split("\\.")).map(DomainName::shownLabel).toList();
        // Two adjacent right-to-left labels would be displayed in swapped order.
        boolean turns = labels.stream().filter(DomainName::isFromRight).count() > 1;
        return turns ? ascii : labels.stream().collect(Collectors.joining("."));
    }

    /** Why a domain has no ASCII form, in a few words for the person who typed it. */
    static Text problem(String domain) {
        if (!domain.contains(".")) {
            return Text.of("the domain must contain a dot");
        }
        if (domain.length() > 253) {
            return Text.of("the domain is too long");
        }
        int number = 0;
        for (String label : domain.split("\\.", -1)) {
            number++;
            Optional<Text> problem = labelProblem(label);
            if (problem.isPresent()) {
                return Text.of("part {0} of the domain {1}", number, problem.get());
            }
        }
        return Text.of("the domain does not end in a top-level domain");
    }

    private static Optional<Text> labelProblem(String label) {
        IDNA.Info info = new IDNA.Info();
        String ascii =
                Tables.IDNA_2008.labelToASCII(label, new StringBuilder(), info).toString();
        if (info.hasErrors()) {
            return Optional.of(words(info.getErrors().iterator().next()));
        }
        if (!LETTERS.matcher(label).matches()) {
            return Optional.of(Text.of("contains a character that is not a letter or digit"));
        }
        String small = smallLetters(label);
        return ascii.equals(small) || unicode(ascii).equals(small)
                ? Optional.empty()
                : Optional.of(Text.of("contains a letter that is a compatibility form of another one"));
    }

    private static Text words(IDNA.Error error) {
        return switch (error) {
            case EMPTY_LABEL -> Text.of("is empty");
            case LABEL_TOO_LONG, DOMAIN_NAME_TOO_LONG -> Text.of("is too long");
            case LEADING_HYPHEN, TRAILING_HYPHEN, HYPHEN_3_4 ->
                Text.of("has a hyphen in a position where it is not allowed");
            case LEADING_COMBINING_MARK -> Text.of("begins with a combining mark");
            case PUNYCODE, INVALID_ACE_LABEL, LABEL_HAS_DOT -> Text.of("is not a valid encoded label");
            case BIDI -> Text.of("mixes letters read from the left and from the right");
            case CONTEXTJ, CONTEXTO_PUNCTUATION, CONTEXTO_DIGITS ->
                Text.of("contains an invisible joiner that its script does not need");
            case DISALLOWED -> Text.of("contains a character that is not allowed in a domain");
        };
    }

    private static String shownLabel(String label) {
        if (!label.startsWith(ENCODED)) {
            return label;
        }
        String letters = unicode(label);
        boolean looksLikeAscii = Tables.LOOK_ALIKES.getSkeleton(letters).chars().allMatch(each -> each < 128);
        return looksLikeAscii || Tables.LOOK_ALIKES.failsChecks(letters) ? label : letters;
    }

    private static String unicode(String ascii) {
        IDNA.Info info = new IDNA.Info();
        String letters =
                Tables.IDNA_2008.nameToUnicode(ascii, new StringBuilder(), info).toString();
        return info.hasErrors() ? ascii : letters;
    }

    private static boolean isFromRight(String label) {
        return label.codePoints()
                .map(Character::getDirectionality)
                .anyMatch(direction -> direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                        || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC);
    }

    /** One by one: a whole word would get a final sigma that was not typed. */
    private static String smallLetters(String text) {
        StringBuilder small = new StringBuilder(text.length());
        text.codePoints().map(Character::toLowerCase).forEach(small::appendCodePoint);
        return small.toString();
    }

    private static boolean isPlain(String domain) {
        return !domain.contains(ENCODED)
                && StandardCharsets.US_ASCII.newEncoder().canEncode(domain);
    }

    private static boolean hasAsciiForm(String domain) {
        return ASCII_FORM.matcher(domain).matches();
    }
}
