package dev.sallyport.trail.seal;

import dev.sallyport.base.database.Row;
import dev.sallyport.security.crypto.PublicKeyPem;
import java.time.Instant;

/**
 * A row of the keys that sign seals.
 *
 * @param id the SHA-256 of the public key
 */
// never compared as a whole
@SuppressWarnings("ArrayRecordComponent")
record SealKey(String id, byte[] sealedPrivateKey, byte[] publicKey, Instant createdAt) {

    static SealKey ofRow(Row row) {
        return new SealKey(
                row.text("id"), row.bytes("sealed_private_key"), row.bytes("public_key"), row.instant("created_at"));
    }

    /** What the private key is sealed for: a row moved under another id does not open. */
    String context() {
        return "audit_seal_key|" + id;
    }

    /** The public key for auditors. */
    String pem() {
        return PublicKeyPem.write(publicKey);
    }

    @Override
    public String toString() {
        return "SealKey[" + id + "]";
    }
}
