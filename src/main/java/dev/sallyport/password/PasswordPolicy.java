package dev.sallyport.password;

import com.nulabinc.zxcvbn.Zxcvbn;
import jakarta.inject.Singleton;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which passwords may be set (NIST SP 800-63B section 3.1.1.2): long enough, not known, not easily guessed; no rules of
 * composition. It works offline, by zxcvbn's lists of common passwords, names and patterns.
 */
@Singleton
public class PasswordPolicy {

    public static final int MIN_LENGTH = 8;
    public static final int MAX_LENGTH = 256;

    /** zxcvbn's scale is 0 to 4; 3 is "safely unguessable" against an offline attack on a slow hash. */
    private static final int MIN_SCORE = 3;

    /** zxcvbn's work grows faster than the length; what comes after this many characters can only add strength. */
    private static final int RATED_LENGTH = 100;

    private final Zxcvbn zxcvbn = new Zxcvbn();

    /**
     * Why this password is refused, or empty.
     *
     * @param context what an attacker tries first: the email, the names of the user and of the account
     */
    public Optional<String> objection(String password, List<String> context) {
        String text = Normalizer.normalize(password, Normalizer.Form.NFC);
        int length = text.codePointCount(0, text.length());
        if (length < MIN_LENGTH) {
            return Optional.of("A password has at least " + MIN_LENGTH + " characters.");
        }
        String folded = text.toLowerCase(Locale.ROOT);
        if (context.stream().anyMatch(word -> folded.equals(word.toLowerCase(Locale.ROOT)))) {
            return Optional.of("The password must not be a name or an address of yours.");
        }
        String rated = length <= RATED_LENGTH ? text : text.substring(0, text.offsetByCodePoints(0, RATED_LENGTH));
        return zxcvbn.measure(rated, context).getScore() < MIN_SCORE
                ? Optional.of("The password is too easy to guess: use a longer one, or several unrelated words.")
                : Optional.empty();
    }
}
