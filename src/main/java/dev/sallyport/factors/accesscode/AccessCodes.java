package dev.sallyport.factors.accesscode;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.crypto.DecimalCode;
import dev.sallyport.security.crypto.Digest;
import dev.sallyport.security.crypto.KeyedHash;
import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.RandomBytes;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The access code of a user: eight random digits, which can be read out on the phone in every language, hashed with a
 * key that is not in the database. A user has one at a time; it works once, within ten minutes, in the epoch in which
 * it was made, and while {@link AccessCodeRules} allow it.
 */
@Singleton
public class AccessCodes {

    static final Duration LIFETIME = Duration.ofMinutes(10);

    static final int DIGITS = 8;

    private final AccessCodeRepository codes;
    private final AccessCodeRules rules;
    private final KeyedHash keys;

    AccessCodes(AccessCodeRepository codes, AccessCodeRules rules, Keyset keyset) {
        this.codes = codes;
        this.rules = rules;
        this.keys = keyset.codes();
    }

    /** A new code, in two groups of digits, and when it ends. */
    public record Issued(String code, Instant expiresAt) {

        @Override
        public String toString() {
            return "Issued"; // a code must not reach a log
        }
    }

    /** Makes a code by an agent for a user who is locked, and ends one that was made before. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Issued issue(UserId agent, UserSnapshot user, Instant now) {
        String code = DecimalCode.of(RandomBytes.of(Long.BYTES), DIGITS);
        Instant expiresAt = now.plus(LIFETIME);
        codes.end(user.id());
        codes.persist(new AccessCode(
                user.id(),
                user.epoch(),
                keys.primaryKeyId(),
                keys.hash(input(user.id(), code)),
                new IssuedCode(agent, user.id(), now),
                expiresAt));
        codes.flush();
        return new Issued(code.substring(0, DIGITS / 2) + "-" + code.substring(DIGITS / 2), expiresAt);
    }

    /** Whether the user has a code that can be used now. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean hasUsable(UserId user, Instant now) {
        return codes.findLive(user, now)
                .filter(stored -> rules.mayBeUsed(stored.issued()))
                .isPresent();
    }

    /** Whether {@link #redeem} would be true now. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean isRedeemable(UserId user, String code, Instant now) {
        return findRight(user, code, now).isPresent();
    }

    /** Uses the code up; false if it is not the user's, has ended, was used before, or may no longer be used. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean redeem(UserId user, String code, Instant now) {
        return findRight(user, code, now)
                .filter(right -> codes.spend(user, right))
                .isPresent();
    }

    /** Ends the user's code, if there is one. */
    @Transactional(Transactional.TxType.MANDATORY)
    void end(UserId user) {
        codes.end(user);
    }

    /** The rules are asked about a right code only: a guess does not reveal by its time whether there is a code. */
    private Optional<AccessCodeRepository.Stored> findRight(UserId user, String code, Instant now) {
        return codes.findLive(user, now)
                .filter(stored -> keys.hash(stored.keyId(), input(user, code))
                        .filter(hash -> Digest.same(hash, stored.hash()))
                        .isPresent())
                .filter(right -> rules.mayBeUsed(right.issued()));
    }

    private static byte[] input(UserId user, String code) {
        return ("access_code|" + user + "|" + code).getBytes(StandardCharsets.US_ASCII);
    }
}
