package dev.sallyport.factors.recovery;

import dev.sallyport.accounts.password.HashingPool;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.crypto.Argon2id;
import dev.sallyport.security.crypto.RandomBytes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A user's recovery codes: ten, of 80 random bits each, hashed by Argon2id under one salt for the set, so that checking
 * one costs one slow hash whatever is left (NIST SP 800-63B section 3.1.2.2).
 */
@ApplicationScoped
public class RecoveryCodes {

    public static final int CODES = 10;
    private static final int BYTES = 10;

    /** The length of a code without its dashes. */
    static final int LENGTH = 16;

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
        // In two halves, so that two cores work in parallel and other hashes can run in between.
        List<List<byte[]>> halves = pool.callAll(List.of(
                () -> hashAll(plain.subList(0, CODES / 2), salt),
                () -> hashAll(plain.subList(CODES / 2, CODES), salt)));
        List<byte[]> hashes = halves.stream().flatMap(List::stream).toList();
        List<String> shown =
                plain.stream().map(code -> code.replaceAll(GROUPS_OF_FOUR, "-")).toList();
        return new NewRecoveryCodes(shown, salt, hashes);
    }

    /**
     * The one form of a code that another system made, in which {@link #hash} takes it; empty if no code typed at a
     * sign-in could be it.
     */
    public static Optional<String> imported(String code) {
        return RecoveryCodeForm.read(code);
    }

    /** Hashes codes that another system made. It takes a slow hash for each, outside a transaction. */
    public NewRecoveryCodes hash(List<String> imported) {
        byte[] salt = RandomBytes.of(Argon2id.SALT_BYTES);
        List<byte[]> hashes = imported.isEmpty() ? List.of() : pool.call(() -> hashAll(imported, salt));
        return new NewRecoveryCodes(List.of(), salt, hashes);
    }

    /** Whether the codes of a hash can be checked here: it was made as {@link #hash} makes it, at the present cost. */
    public boolean canCheck(RecoveryHash hash) {
        return hash.prefix().equals(argon2id.prefix());
    }

    /** The set of codes that another instance of this service hashed under one salt. There is at least one. */
    public NewRecoveryCodes ofHashes(List<RecoveryHash> hashes) {
        return new NewRecoveryCodes(
                List.of(),
                hashes.get(0).salt(),
                hashes.stream().map(RecoveryHash::hash).toList());
    }

    /** How many codes the user's set has, and how many of them are left. */
    @Transactional(Transactional.TxType.MANDATORY)
    public RecoveryCodeCounts count(UserId user) {
        return codes.countOf(user);
    }

    /** Replaces the user's set of codes and revokes the old codes. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void replace(UserId user, NewRecoveryCodes fresh, Instant now) {
        sets.delete("userId", user);
        sets.persist(new RecoveryCodeSet(user, fresh.salt(), now));
        sets.flush();
        fresh.hashes().forEach(hash -> codes.persist(new RecoveryCode(user, hash)));
    }

    /**
     * Hashes a code, as it was read, with the salt of the user's set, as text for {@link #redeem}. It takes one slow
     * hash, so it MUST be called outside a transaction; where there is no set, the same work is done for nothing.
     */
    String prepare(UserId user, String code) {
        byte[] salt = Transactions.call(() -> sets.findByIdOptional(user))
                .map(RecoveryCodeSet::salt)
                .orElseGet(() -> new byte[Argon2id.SALT_BYTES]);
        return HexFormat.of().formatHex(pool.call(() -> hash(code, salt)));
    }

    /** Whether {@link #redeem} would be true now. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean isRedeemable(UserId user, String preparedCode) {
        return codes.isUnused(user, HexFormat.of().parseHex(preparedCode));
    }

    /** Uses a code up. One conditional update: of all requests with one code at most the first is true. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean redeem(UserId user, String preparedCode, Instant now) {
        return codes.spend(user, HexFormat.of().parseHex(preparedCode), now);
    }

    /** Uses up every code that is left; the set stays, so that the user can make a new one. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void spendAll(UserId user, Instant now) {
        codes.update("usedAt = ?1 where key.userId = ?2 and usedAt is null", now, user);
    }

    /** Whether the code is one of the user's present set that was used up. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean isUsed(UserId user, String preparedCode) {
        return codes.isUsed(user, HexFormat.of().parseHex(preparedCode));
    }

    /** Whether the code was used up at that time or later. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean wasRedeemedSince(UserId user, String preparedCode, Instant time) {
        return codes.wasSpentSince(user, HexFormat.of().parseHex(preparedCode), time);
    }

    /** Deletes the user's codes, used or not: none of them is ever valid again. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void removeAll(UserId user) {
        sets.delete("userId", user);
    }

    /** Whether the user has a set; counted, so that no row is held when {@link #replace} puts another in its place. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean exist(UserId user) {
        return sets.count("userId", user) > 0;
    }

    /** When the user's set was made, if there is one. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Instant> generatedAt(UserId user) {
        return sets.findByIdOptional(user).map(RecoveryCodeSet::createdAt);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public int remaining(UserId user) {
        return (int) codes.countUnused(user);
    }

    private List<byte[]> hashAll(List<String> plain, byte[] salt) {
        return plain.stream().map(code -> hash(code, salt)).toList();
    }

    private byte[] hash(String code, byte[] salt) {
        return argon2id.hash(code.getBytes(StandardCharsets.US_ASCII), salt);
    }
}
