package dev.sallyport.security.crypto;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.prf.HmacPrfKey;
import com.google.crypto.tink.prf.HmacPrfParameters;
import com.google.crypto.tink.subtle.PrfHmacJce;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/** Signs messages under a key that another system has too. */
public final class MessageSignature {

    private static final int BYTES = 32;

    private MessageSignature() {}

    /**
     * 32 bytes: the HMAC-SHA-256 of the text in UTF-8 (RFC 2104).
     *
     * @param key of at least 16 bytes
     */
    @AccessesPartialKey
    public static byte[] hmacSha256(byte[] key, String text) {
        try {
            HmacPrfParameters parameters = HmacPrfParameters.builder()
                    .setKeySizeBytes(key.length)
                    .setHashType(HmacPrfParameters.HashType.SHA256)
                    .build();
            HmacPrfKey secret = HmacPrfKey.builder()
                    .setParameters(parameters)
                    .setKeyBytes(SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get()))
                    .build();
            return PrfHmacJce.create(secret).compute(text.getBytes(StandardCharsets.UTF_8), BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 failed", e);
        }
    }
}
