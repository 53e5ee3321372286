package dev.sallyport.factors.accesscode;

import dev.sallyport.base.ids.UserId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;

/** The one access code that a user can have at a time, hashed. */
@Entity
@DynamicUpdate
@Table(name = "access_code")
// JPA writes every field; they are read in SQL alone
@SuppressWarnings("UnusedVariable")
class AccessCode {

    @Id
    private UserId userId;

    private int epoch;
    private int keyId;
    private byte[] hash;
    private UserId issuedBy;
    private Instant issuedAt;
    private Instant expiresAt;

    // JPA sets the fields
    @SuppressWarnings("NullAway.Init")
    protected AccessCode() {}

    /**
     * @param epoch of the user: the code ends with it
     * @param keyId of the key that the hash was made with
     * @param issued by whom and when: the code ends with what let that agent issue it
     */
    AccessCode(UserId user, int epoch, int keyId, byte[] hash, IssuedCode issued, Instant expiresAt) {
        this.userId = user;
        this.epoch = epoch;
        this.keyId = keyId;
        this.hash = hash;
        this.issuedBy = issued.agent();
        this.issuedAt = issued.at();
        this.expiresAt = expiresAt;
    }
}
