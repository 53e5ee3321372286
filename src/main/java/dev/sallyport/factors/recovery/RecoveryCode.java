package dev.sallyport.factors.recovery;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.crypto.Digest;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** One recovery code, hashed. */
@Entity
@DynamicUpdate
@Table(name = "recovery_code")
// JPA writes every field; some are read in SQL alone
@SuppressWarnings("UnusedVariable")
class RecoveryCode {

    @EmbeddedId
    private Key key;

    private @Nullable Instant usedAt;

    // JPA sets the fields
    @SuppressWarnings("NullAway.Init")
    protected RecoveryCode() {}

    RecoveryCode(UserId user, byte[] hash) {
        this.key = new Key(user, hash);
    }

    Key key() {
        return key;
    }

    /** The owner, and the hash. */
    @Embeddable
    @SuppressWarnings("ArrayRecordComponent")
    record Key(UserId userId, byte[] hash) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && userId.equals(key.userId) && Digest.same(hash, key.hash);
        }

        @Override
        public int hashCode() {
            return 31 * userId.hashCode() + Arrays.hashCode(hash);
        }
    }
}
