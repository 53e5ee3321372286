package dev.sallyport.security.crypto;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.Key;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.prf.HmacPrfKey;
import com.google.crypto.tink.prf.HmacPrfParameters;
import com.google.crypto.tink.util.SecretBytes;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** The rules a key of the document must pass: its type, its length, and that no other purpose has it too. */
final class KeyStrength {

    private static final int KEY_BYTES = 32;

    private final Map<String, Purpose> seen = new HashMap<>();

    void check(Purpose purpose, KeysetHandle handle) {
        for (int i = 0; i < handle.size(); i++) {
            KeysetHandle.Entry entry = entry(purpose, handle, i);
            byte[] material = material(purpose, entry).toByteArray(InsecureSecretKeyAccess.get());
            refuseWeak(purpose, entry.getId(), material);
            refuseShared(purpose, entry.getId(), material);
        }
    }

    private static KeysetHandle.Entry entry(Purpose purpose, KeysetHandle handle, int index) {
        try {
            return handle.getAt(index);
        } catch (RuntimeException e) {
            throw new InvalidKeysetException(
                    "Key number " + (index + 1) + " for purpose '" + purpose.label() + "' cannot be read");
        }
    }

    private static SecretBytes material(Purpose purpose, KeysetHandle.Entry entry) {
        return purpose == Purpose.SECRETS ? sealing(purpose, entry) : hashing(purpose, entry);
    }

    // its length and its bytes are what is checked
    @AccessesPartialKey
    private static SecretBytes sealing(Purpose purpose, KeysetHandle.Entry entry) {
        Key key = entry.getKey();
        // without Tink's prefix a sealed secret would not say which key it needs
        if (key instanceof AesGcmKey aes && aes.getParameters().getVariant() == AesGcmParameters.Variant.TINK) {
            return aes.getKeyBytes();
        }
        throw refused(purpose, entry.getId(), "is not an AES-GCM key with Tink's output prefix");
    }

    // its length and its bytes are what is checked
    @AccessesPartialKey
    private static SecretBytes hashing(Purpose purpose, KeysetHandle.Entry entry) {
        Key key = entry.getKey();
        if (key instanceof HmacPrfKey hmac && hmac.getParameters().getHashType() == HmacPrfParameters.HashType.SHA256) {
            return hmac.getKeyBytes();
        }
        throw refused(purpose, entry.getId(), "is not an HMAC-SHA-256 PRF key");
    }

    private static void refuseWeak(Purpose purpose, int id, byte[] material) {
        if (material.length < KEY_BYTES || (purpose == Purpose.SECRETS && material.length != KEY_BYTES)) {
            throw refused(purpose, id, "has " + material.length * 8 + " bits; 256 are required");
        }
        for (byte b : material) {
            if (b != material[0]) {
                return;
            }
        }
        throw refused(purpose, id, "is one byte repeated, not a random key");
    }

    private void refuseShared(Purpose purpose, int id, byte[] material) {
        Purpose first = seen.putIfAbsent(HexFormat.of().formatHex(material), purpose);
        if (first != null && first != purpose) {
            throw refused(purpose, id, "is also a key for purpose '" + first.label() + "'");
        }
    }

    private static InvalidKeysetException refused(Purpose purpose, int id, String fault) {
        return new InvalidKeysetException(
                "Key " + Integer.toUnsignedString(id) + " for purpose '" + purpose.label() + "' " + fault);
    }
}
