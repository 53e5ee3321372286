package dev.sallyport.factors.email;

import dev.sallyport.security.crypto.DecimalCode;
import dev.sallyport.security.crypto.KeyedHash;
import dev.sallyport.security.crypto.Keyset;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;

/**
 * The six digits of a challenge, or of another row that waits for its code, derived from the id with a key: nothing is
 * stored, and a resend repeats the same code.
 */
@Singleton
public class EmailCodes {

    private static final int DIGITS = 6;

    private final KeyedHash keys;

    EmailCodes(Keyset keyset) {
        this.keys = keyset.codes();
    }

    public String codeOf(UUID challenge) {
        return DecimalCode.of(keys.hash(input(challenge)), DIGITS);
    }

    /** Under every key, so that a code sent just before a rotation still works. */
    public boolean matches(UUID challenge, String code) {
        boolean matches = false;
        for (int keyId : keys.keyIds()) {
            byte[] hash = keys.hash(keyId, input(challenge)).orElseThrow();
            matches |= MessageDigest.isEqual(
                    DecimalCode.of(hash, DIGITS).getBytes(StandardCharsets.US_ASCII),
                    code.getBytes(StandardCharsets.US_ASCII));
        }
        return matches;
    }

    private static byte[] input(UUID challenge) {
        return ("email_code|" + challenge).getBytes(StandardCharsets.US_ASCII);
    }
}
