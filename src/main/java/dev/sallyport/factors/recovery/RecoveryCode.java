package dev.sallyport.factors.recovery;

import dev.sallyport.base.ids.UserId;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

/** One recovery code, hashed. */
@Entity
@Table(name = "recovery_code")
class RecoveryCode {

    @EmbeddedId
    private Key key;

    private Instant usedAt;

    protected RecoveryCode() {}

    RecoveryCode(UserId user, byte[] hash) {
        this.key = new Key(user, hash);
    }

    /** Whose, and its hash. */
    @Embeddable
    record Key(UserId userId, byte[] hash) {}
}
