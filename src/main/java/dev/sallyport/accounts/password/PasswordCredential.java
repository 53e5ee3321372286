package dev.sallyport.accounts.password;

import dev.sallyport.base.ids.UserId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** The password of one user. */
@Entity
@DynamicUpdate
@Table(name = "password_credential")
// JPA writes every field; some are read in SQL alone
@SuppressWarnings("UnusedVariable")
class PasswordCredential {

    @Id
    private UserId userId;

    private String hash;

    private @Nullable Integer pepperKeyId;

    private byte @Nullable [] sealedPepper;

    private Instant changedAt;

    private @Nullable Instant resetRequiredAt;

    // JPA sets the fields
    @SuppressWarnings("NullAway.Init")
    protected PasswordCredential() {}

    UserId userId() {
        return userId;
    }

    StoredPassword stored() {
        return new StoredPassword(hash, pepperKeyId, sealedPepper);
    }

    boolean isResetRequired() {
        return resetRequiredAt != null;
    }

    PasswordCredential(UserId userId, StoredPassword password, Instant now) {
        this.userId = userId;
        this.hash = password.hash();
        this.pepperKeyId = password.pepperKeyId();
        this.sealedPepper = password.sealedPepper();
        this.changedAt = now;
    }
}
