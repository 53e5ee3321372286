package dev.sallyport.security.crypto;

import com.goterl.lazysodium.SodiumJava;
import com.goterl.lazysodium.interfaces.PwHash;
import com.goterl.lazysodium.utils.LibraryLoader;
import com.sun.jna.NativeLong;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Argon2id by libsodium, in the PHC string format.
 *
 * <p>Cost: m = 19456 KiB, t = 2, p = 1, a random 16-byte salt, 32 bytes out (OWASP Password Storage Cheat Sheet). A
 * call keeps one core busy for some 12 ms and holds 19 MiB: callers bound how many run at once.
 */
public final class Argon2id {

    /** What one hash costs: memory in KiB, and how often it is gone through. */
    public record Cost(int memoryKib, int passes) {

        private NativeLong bytes() {
            return new NativeLong(memoryKib * 1024L);
        }
    }

    private static final Cost DEMANDED = new Cost(19_456, 2);

    /** libsodium derives 32 bytes here for one-time codes; a salt of its own is the caller's to keep. */
    public static final int SALT_BYTES = 16;

    private static final int HASH_BYTES = 32;

    private final SodiumJava sodium;
    private final Cost cost;

    public Argon2id() {
        this(DEMANDED);
    }

    /** @param cost of every hash; only tests, which make tens of thousands, choose another than the demanded one */
    public Argon2id(Cost cost) {
        this.sodium = new SodiumJava(LibraryLoader.Mode.PREFER_BUNDLED);
        this.cost = cost;
    }

    /** Hashes with a fresh salt. */
    public String hash(byte[] input) {
        byte[] encoded = new byte[PwHash.STR_BYTES];
        require(sodium.crypto_pwhash_str(encoded, input, input.length, cost.passes(), cost.bytes()));
        return new String(encoded, StandardCharsets.US_ASCII).replace("\0", "");
    }

    public boolean matches(String hash, byte[] input) {
        return sodium.crypto_pwhash_str_verify(terminated(hash), input, input.length) == 0;
    }

    /** Whether the hash was made with another cost, so that the next correct password should be hashed again. */
    public boolean isOutdated(String hash) {
        return sodium.crypto_pwhash_str_needs_rehash(terminated(hash), cost.passes(), cost.bytes()) != 0;
    }

    /** The bare hash under a known salt, for look-up secrets that share the salt of their set. */
    public byte[] hash(byte[] input, byte[] salt) {
        byte[] hash = new byte[HASH_BYTES];
        require(sodium.crypto_pwhash(
                hash,
                hash.length,
                input,
                input.length,
                salt,
                cost.passes(),
                cost.bytes(),
                PwHash.Alg.PWHASH_ALG_ARGON2ID13.getValue()));
        return hash;
    }

    /** A bare hash and its salt as a PHC string. */
    public String written(byte[] hash, byte[] salt) {
        return prefix() + encoded(salt) + "$" + encoded(hash);
    }

    /**
     * How a PHC string begins whose hash {@link #hash(byte[], byte[])} would compute: of Argon2id, in this version and
     * at this cost.
     */
    public String prefix() {
        return "$argon2id$v=19$m=%d,t=%d,p=1$".formatted(cost.memoryKib(), cost.passes());
    }

    private static String encoded(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] terminated(String hash) {
        byte[] text = hash.getBytes(StandardCharsets.US_ASCII);
        byte[] fixed = new byte[PwHash.STR_BYTES];
        System.arraycopy(text, 0, fixed, 0, Math.min(text.length, fixed.length - 1));
        return fixed;
    }

    private static void require(int result) {
        if (result != 0) {
            throw new IllegalStateException("libsodium could not hash: out of memory");
        }
    }
}
