package dev.sallyport.factors.recovery;

import dev.sallyport.base.ids.UserId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;

/** The salt and the age of a user's recovery codes. */
@Entity
@DynamicUpdate
@Table(name = "recovery_code_set")
class RecoveryCodeSet {

    @Id
    private UserId userId;

    private byte[] salt;

    private Instant createdAt;

    // JPA sets the fields
    @SuppressWarnings("NullAway.Init")
    protected RecoveryCodeSet() {}

    RecoveryCodeSet(UserId user, byte[] salt, Instant now) {
        this.userId = user;
        this.salt = salt;
        this.createdAt = now;
    }

    UserId userId() {
        return userId;
    }

    byte[] salt() {
        return salt.clone();
    }

    Instant createdAt() {
        return createdAt;
    }
}
