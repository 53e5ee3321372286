package dev.sallyport.security.crypto;

import com.google.crypto.tink.subtle.X25519;
import java.security.InvalidKeyException;

/** A key pair for an agreement by X25519 (RFC 7748), each half of 32 bytes. */
// never compared
@SuppressWarnings("ArrayRecordComponent")
public record AgreementKey(byte[] privateKey, byte[] publicKey) {

    /**
     * The pair with this private key.
     *
     * @param privateKey any 32 bytes that cannot be guessed
     */
    public static AgreementKey of(byte[] privateKey) {
        try {
            return new AgreementKey(privateKey, X25519.publicFromPrivate(privateKey));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("An X25519 key has 32 bytes", e);
        }
    }

    @Override
    public String toString() {
        return "AgreementKey";
    }
}
