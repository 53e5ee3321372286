package dev.sallyport.accounts.password;

import dev.sallyport.base.ids.UserId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** The password of one user. */
@Entity
@Table(name = "password_credential")
class PasswordCredential {

    @Id
    private UserId userId;

    private String hash;

    private Integer pepperKeyId;

    private Instant changedAt;

    private Instant resetRequiredAt;

    protected PasswordCredential() {}

    StoredPassword stored() {
        return new StoredPassword(hash, pepperKeyId);
    }

    boolean isResetRequired() {
        return resetRequiredAt != null;
    }

    PasswordCredential(UserId userId, StoredPassword password, Instant now) {
        this.userId = userId;
        this.hash = password.hash();
        this.pepperKeyId = password.pepperKeyId();
        this.changedAt = now;
    }
}
