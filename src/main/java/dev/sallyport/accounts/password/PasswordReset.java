package dev.sallyport.accounts.password;

import dev.sallyport.base.ids.UserId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A link by which a user of some epoch can set a new password. */
@Entity
@Table(name = "password_reset")
// JPA writes every field; some are read in SQL alone
@SuppressWarnings("UnusedVariable")
class PasswordReset {

    @Id
    private UUID id;

    @Column(updatable = false)
    private UserId userId;

    private int epoch;

    private Instant createdAt;

    private Instant expiresAt;

    // JPA sets the fields
    @SuppressWarnings("NullAway.Init")
    protected PasswordReset() {}

    PasswordReset(PasswordResets.Issued issued, UserId userId, int epoch, Instant now) {
        this.id = issued.id();
        this.userId = userId;
        this.epoch = epoch;
        this.createdAt = now;
        this.expiresAt = issued.expiresAt();
    }

    PasswordResets.Subject subject() {
        return new PasswordResets.Subject(userId, epoch);
    }
}
