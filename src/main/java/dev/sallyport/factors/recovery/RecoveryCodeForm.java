package dev.sallyport.factors.recovery;

import dev.sallyport.factors.factor.CodeInput;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The form of a recovery code: 16 characters of Crockford's Base32, or letters and digits of another length where
 * another system made it.
 */
final class RecoveryCodeForm {

    /** Of the codes of other systems. Any other number of characters is a mistake, and costs no attempt. */
    private static final Set<Integer> OTHER_LENGTHS = Set.of(8, 10, 12, 20, 24, 32);

    /** Before the case changes: other letters than these become ASCII by it, or become two. */
    private static final Pattern ASCII = Pattern.compile("[0-9A-Za-z]*");

    private RecoveryCodeForm() {}

    /**
     * The code that was meant, as {@link CrockfordBase32#meant} and {@link CodeInput} say. Empty if it cannot be a
     * code.
     */
    static Optional<String> read(String typed) {
        String text = CodeInput.normalize(typed);
        if (!ASCII.matcher(text).matches()) {
            return Optional.empty();
        }
        String meant = CrockfordBase32.meant(text);
        boolean possible = meant.length() == RecoveryCodes.LENGTH
                ? CrockfordBase32.isWritten(meant)
                : OTHER_LENGTHS.contains(meant.length()) && !isTwice(meant);
        return possible ? Optional.of(meant) : Optional.empty();
    }

    /** One of our codes that was pasted twice is a mistake too. */
    private static boolean isTwice(String text) {
        return text.length() == 2 * RecoveryCodes.LENGTH && text.startsWith(text.substring(RecoveryCodes.LENGTH));
    }
}
