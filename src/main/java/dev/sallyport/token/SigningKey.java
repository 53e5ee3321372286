package dev.sallyport.token;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A key pair that signs access tokens; the private half is sealed. */
@Entity
@Table(name = "signing_key")
class SigningKey {

    @Id
    private String kid;

    private byte[] sealedPrivateKey;

    private byte[] publicKey;

    private Instant createdAt;

    private Instant activatesAt;

    private Instant retiresAt;

    protected SigningKey() {}

    SigningKey(String kid, byte[] sealedPrivateKey, byte[] publicKey, Instant now) {
        this.kid = kid;
        this.sealedPrivateKey = sealedPrivateKey;
        this.publicKey = publicKey;
        this.createdAt = now;
        this.activatesAt = now;
    }

    String kid() {
        return kid;
    }

    byte[] sealedPrivateKey() {
        return sealedPrivateKey;
    }

    byte[] publicKey() {
        return publicKey;
    }

    /** What the seal is bound to: a row moved under another id does not open. */
    static String sealContext(String kid) {
        return "signing_key|" + kid;
    }
}
