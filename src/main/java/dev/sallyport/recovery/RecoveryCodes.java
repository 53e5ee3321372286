package dev.sallyport.recovery;

import dev.sallyport.crypto.Argon2id;
import dev.sallyport.crypto.RandomBytes;
import dev.sallyport.password.HashingPool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A user's recovery codes: ten, of 80 random bits each, hashed by Argon2id under one salt for the set, so that checking
 * one costs one slow hash whatever is left (NIST SP 800-63B section 3.1.2.2).
 */
@ApplicationScoped
public class RecoveryCodes {

    static final int CODES = 10;
    private static final int BYTES = 10;
    private static final String GROUPS_OF_FOUR = "(?<=\\G.{4})(?=.)";

    private final RecoveryCodeSetRepository sets;
    private final RecoveryCodeRepository codes;
    private final Argon2id argon2id;
    private final HashingPool pool;

    RecoveryCodes(RecoveryCodeSetRepository sets, RecoveryCodeRepository codes, Argon2id argon2id, HashingPool pool) {
        this.sets = sets;
        this.codes = codes;
        this.argon2id = argon2id;
        this.pool = pool;
    }

    /** Makes and hashes a set. It takes ten slow hashes, so it MUST be called outside a transaction. */
    public NewRecoveryCodes generate() {
        List<String> plain = Stream.generate(() -> CrockfordBase32.encode(RandomBytes.of(BYTES)))
                .limit(CODES)
                .toList();
        byte[] salt = RandomBytes.of(Argon2id.SALT_BYTES);
        List<byte[]> hashes =
                pool.call(() -> plain.stream().map(code -> hash(code, salt)).toList());
        List<String> shown =
                plain.stream().map(code -> code.replaceAll(GROUPS_OF_FOUR, "-")).toList();
        return new NewRecoveryCodes(shown, salt, hashes);
    }

    /** Puts a set in the place of the user's former one, whose codes are dead from then on. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void replace(UUID user, NewRecoveryCodes fresh, Instant now) {
        sets.delete("userId", user);
        sets.persist(new RecoveryCodeSet(user, fresh.salt(), now));
        sets.flush();
        fresh.hashes().forEach(hash -> codes.persist(new RecoveryCode(user, hash)));
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public int remaining(UUID user) {
        return (int) codes.countUnused(user);
    }

    private byte[] hash(String code, byte[] salt) {
        return argon2id.hash(code.getBytes(StandardCharsets.US_ASCII), salt);
    }
}
