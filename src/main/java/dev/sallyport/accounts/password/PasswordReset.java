package dev.sallyport.accounts.password;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A link by which a user of some epoch can set a new password. */
@Entity
@Table(name = "password_reset")
class PasswordReset {

    @Id
    private UUID id;

    private UUID userId;

    private int epoch;

    private Instant createdAt;

    private Instant expiresAt;

    protected PasswordReset() {}

    PasswordReset(UUID id, UUID userId, int epoch, Instant now, Instant expiresAt) {
        this.id = id;
        this.userId = userId;
        this.epoch = epoch;
        this.createdAt = now;
        this.expiresAt = expiresAt;
    }

    UUID userId() {
        return userId;
    }

    int epoch() {
        return epoch;
    }
}
