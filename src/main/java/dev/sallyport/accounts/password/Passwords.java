package dev.sallyport.accounts.password;

import dev.sallyport.security.crypto.Argon2id;
import dev.sallyport.security.crypto.KeyedHash;
import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.RandomBytes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Optional;

/**
 * Hashes and compares passwords: NFC, then HMAC with the pepper, then Argon2id (NIST SP 800-63B section 3.1.1.2).
 *
 * <p>Every call takes the time of one Argon2id on {@link HashingPool}: none may be made inside a transaction.
 */
@Singleton
public class Passwords {

    private final Argon2id argon2id;
    private final HashingPool pool;
    private final KeyedHash peppers;
    private final ForeignPasswords foreign;

    /** The hash that a password is compared with for an unknown user, so that the response takes the same time. */
    private final StoredPassword standIn;

    Passwords(HashingPool pool, Argon2id argon2id, Keyset keyset, ForeignPasswords foreign) {
        this.pool = pool;
        this.argon2id = argon2id;
        this.peppers = keyset.passwords();
        this.foreign = foreign;
        this.standIn = new StoredPassword(argon2id.hash(RandomBytes.of(32)), peppers.primaryKeyId());
    }

    public StoredPassword hash(String password) {
        byte[] input = peppers.hash(normalized(password));
        return pool.call(() -> new StoredPassword(argon2id.hash(input), peppers.primaryKeyId()));
    }

    /**
     * Compares with a stored password; without one the same work is done and the answer is wrong. A hash of another
     * system takes the time that it takes, and is outdated.
     */
    public PasswordMatch compare(Optional<StoredPassword> stored, String password) {
        StoredPassword reference = stored.orElse(standIn);
        Integer pepper = reference.pepperKeyId();
        if (pepper == null) {
            return foreign.matches(reference, password) ? PasswordMatch.RIGHT_BUT_OUTDATED : PasswordMatch.WRONG;
        }
        byte[] input = input(pepper, password);
        boolean matches = pool.call(() -> argon2id.matches(reference.hash(), input));
        if (!matches || stored.isEmpty()) {
            return PasswordMatch.WRONG;
        }
        boolean outdated = argon2id.isOutdated(reference.hash()) || peppers.primaryKeyId() != pepper;
        return outdated ? PasswordMatch.RIGHT_BUT_OUTDATED : PasswordMatch.RIGHT;
    }

    private byte[] input(int pepper, String password) {
        // The message names the id, which is no secret: without that key no password of its time can be checked.
        return peppers.hash(pepper, normalized(password))
                .orElseThrow(() -> new IllegalStateException("The keyset lacks password key " + pepper));
    }

    /** NFC, not NFKC: compatibility forms would make different passwords the same. */
    private static byte[] normalized(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
    }
}
