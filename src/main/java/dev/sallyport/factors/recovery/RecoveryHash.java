package dev.sallyport.factors.recovery;

import dev.sallyport.security.crypto.Digest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A recovery code as another instance of this service hashed it: a PHC string of Argon2id, whose salt all codes of the
 * user share.
 *
 * @param prefix what is before the salt: the algorithm and its cost
 */
// never compared as a whole
@SuppressWarnings("ArrayRecordComponent")
public record RecoveryHash(String prefix, byte[] salt, byte[] hash) {

    private static final Pattern FORM = Pattern.compile(
            "(\\$argon2id\\$v=19\\$m=[0-9]{1,9},t=[0-9]{1,9},p=[0-9]{1,9}\\$)([A-Za-z0-9+/]{22})\\$([A-Za-z0-9+/]{43})");

    /** The parts of the text; empty if it has another form, or a salt or a hash of another length than ours. */
    public static Optional<RecoveryHash> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RecoveryHash(
                    form.group(1),
                    Base64.getDecoder().decode(form.group(2)),
                    Base64.getDecoder().decode(form.group(3))));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    /** Whether it has the salt and the cost of the other. */
    public boolean isOfSetOf(RecoveryHash other) {
        return prefix.equals(other.prefix) && Digest.same(salt, other.salt);
    }

    @Override
    public String toString() {
        return "RecoveryHash";
    }
}
