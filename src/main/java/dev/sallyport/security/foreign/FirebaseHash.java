package dev.sallyport.security.foreign;

import dev.sallyport.security.crypto.Digest;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.modes.SICBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * Firebase's variant of scrypt: scrypt gives an AES key, under which the signer key of the project is encrypted; what
 * comes out is the hash. Written as {@code $firescrypt$ln=14,r=8,p=1$<salt>$<hash>$<separator>$<signer key>}, as other
 * services write it that take users over from there.
 */
// never compared as a whole
@SuppressWarnings("ArrayRecordComponent")
record FirebaseHash(int logN, int r, int p, byte[] salt, byte[] hash, byte[] separator, byte[] signerKey)
        implements ForeignHash {

    static final String NAME = "firescrypt";

    private static final int DERIVED_BYTES = 64;
    private static final int KEY_BYTES = 32;
    private static final int BLOCK_BYTES = 16;

    static FirebaseHash parse(String text) {
        String[] parts = HashFields.parts(text, 7);
        Map<String, Integer> cost = HashFields.parameters(parts[2]);
        int logN = HashFields.parameter(cost, "ln");
        int r = HashFields.parameter(cost, "r");
        int p = HashFields.parameter(cost, "p");
        ScryptHash.requireAffordable(logN, r, p);
        byte[] hash = HashFields.hash(HashFields.base64(parts[4]));
        byte[] signerKey = HashFields.base64(parts[6]);
        if (hash.length != signerKey.length) {
            throw HashFields.damaged();
        }
        return new FirebaseHash(logN, r, p, HashFields.base64(parts[3]), hash, HashFields.base64(parts[5]), signerKey);
    }

    @Override
    public boolean matches(byte[] password) {
        ByteArrayOutputStream salted = new ByteArrayOutputStream();
        salted.writeBytes(salt);
        salted.writeBytes(separator);
        byte[] derived = SCrypt.generate(password, salted.toByteArray(), 1 << logN, r, p, DERIVED_BYTES);
        return Digest.same(encrypted(Arrays.copyOf(derived, KEY_BYTES)), hash);
    }

    private byte[] encrypted(byte[] key) {
        var cipher = SICBlockCipher.newInstance(AESEngine.newInstance());
        cipher.init(true, new ParametersWithIV(new KeyParameter(key), new byte[BLOCK_BYTES]));
        byte[] out = new byte[signerKey.length];
        cipher.processBytes(signerKey, 0, signerKey.length, out, 0);
        return out;
    }

    @Override
    public long memoryBytes() {
        return ScryptHash.memory(logN, r);
    }

    @Override
    public String text() {
        return "$%s$ln=%d,r=%d,p=%d$%s$%s$%s$%s"
                .formatted(
                        NAME,
                        logN,
                        r,
                        p,
                        HashFields.encoded(salt),
                        HashFields.encoded(hash),
                        HashFields.encoded(separator),
                        HashFields.encoded(signerKey));
    }

    @Override
    public String toString() {
        return "FirebaseHash";
    }
}
