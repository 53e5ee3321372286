package dev.sallyport.security.token;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** A key pair that signs access tokens; the private key is sealed. */
@Entity
@DynamicUpdate
@Table(name = "signing_key")
class SigningKey {

    @Id
    private String kid;

    private byte[] sealedPrivateKey;

    private byte[] publicKey;

    private Instant createdAt;

    private Instant activatesAt;

    private @Nullable Instant retiresAt;

    // JPA sets the fields
    @SuppressWarnings("NullAway.Init")
    protected SigningKey() {}

    SigningKey(String kid, byte[] sealedPrivateKey, byte[] publicKey, Instant now, Instant activatesAt) {
        this.kid = kid;
        this.sealedPrivateKey = sealedPrivateKey;
        this.publicKey = publicKey;
        this.createdAt = now;
        this.activatesAt = activatesAt;
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

    Instant createdAt() {
        return createdAt;
    }

    Instant activatesAt() {
        return activatesAt;
    }

    /** From when on its signatures are no longer valid; null for no end. */
    @Nullable
    Instant retiresAt() {
        return retiresAt;
    }

    boolean isValid(Instant now) {
        return retiresAt == null || now.isBefore(retiresAt);
    }

    void retire(Instant end) {
        retiresAt = end;
    }

    /** What the seal is bound to: a row moved under another id does not open. */
    static String sealContext(String kid) {
        return "signing_key|" + kid;
    }
}
