package dev.sallyport.accounts.password;

import dev.sallyport.base.ids.UserId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.PartitionKey;

/** A link by which a user of some epoch can set a new password. */
@Entity
@DynamicUpdate
@Table(name = "password_reset")
// JPA writes every field; some are read in SQL alone
@SuppressWarnings("UnusedVariable")
class PasswordReset {

    @Id
    private UUID id;

    @PartitionKey
    @Column(updatable = false)
    private UserId userId;

    private int epoch;

    private Instant createdAt;

    private Instant expiresAt;

    // JPA sets the fields
    @SuppressWarnings("NullAway.Init")
    protected PasswordReset() {}

    PasswordReset(UUID id, UserId userId, int epoch, Instant now, Instant expiresAt) {
        this.id = id;
        this.userId = userId;
        this.epoch = epoch;
        this.createdAt = now;
        this.expiresAt = expiresAt;
    }

    UserId userId() {
        return userId;
    }

    int epoch() {
        return epoch;
    }
}
