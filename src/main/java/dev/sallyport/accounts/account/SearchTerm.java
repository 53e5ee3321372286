package dev.sallyport.accounts.account;

import dev.sallyport.accounts.emailaddress.EmailAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a person types to find users: the beginning of a word of the address. A word begins behind every character that
 * is neither a letter nor a digit, so that {@code love}, {@code lovelace@ac} and {@code acme.ex} find {@code
 * ada.lovelace@acme.example}.
 *
 * @param text in the form of stored addresses
 */
public record SearchTerm(String text) {

    /** The shortest: one character would find most of the users. */
    private static final int MIN_LENGTH = 2;

    private static final int MAX_LENGTH = 254;

    /** Sorts behind every character of an address. */
    private static final String LAST = "\uffff";

    /**
     * What was typed; a whole address in any spelling.
     *
     * @throws IllegalArgumentException if it is too short, too long, or has a character that no text column can hold
     */
    public static SearchTerm of(String typed) {
        String text = EmailAddress.parse(typed)
                .map(EmailAddress::value)
                .orElseGet(() -> typed.strip().toLowerCase(Locale.ROOT));
        if (text.length() < MIN_LENGTH || text.length() > MAX_LENGTH || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not a search term");
        }
        return new SearchTerm(text);
    }

    /** Before this are all words that begin with the term, in the order of bytes. */
    public String end() {
        return text + LAST;
    }

    /** The first word of an address that begins with the term, in the order of bytes. */
    public Optional<String> match(String email) {
        return words(email).stream()
                .filter(word -> word.startsWith(text))
                .sorted()
                .findFirst();
    }

    /** The address from each of its words on, as they are stored. */
    static List<String> words(String email) {
        return IntStream.range(0, email.length())
                .filter(at -> isOfWord(email.charAt(at)) && (at == 0 || !isOfWord(email.charAt(at - 1))))
                .mapToObj(email::substring)
                .toList();
    }

    private static boolean isOfWord(char letter) {
        return Character.isLetterOrDigit(letter);
    }
}
