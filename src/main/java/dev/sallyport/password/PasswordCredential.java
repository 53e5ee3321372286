package dev.sallyport.password;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** The password of one user. */
@Entity
@Table(name = "password_credential")
class PasswordCredential {

    @Id
    @Column(name = "user_id")
    private UUID userId;

    private String hash;

    @Column(name = "pepper_key_id")
    private Integer pepperKeyId;

    @Column(name = "changed_at")
    private Instant changedAt;

    protected PasswordCredential() {}

    PasswordCredential(UUID userId, StoredPassword password, Instant now) {
        this.userId = userId;
        this.hash = password.hash();
        this.pepperKeyId = password.pepperKeyId();
        this.changedAt = now;
    }
}
