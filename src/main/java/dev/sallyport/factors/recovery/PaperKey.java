package dev.sallyport.factors.recovery;

import dev.sallyport.base.ids.AuthenticatorId;
import dev.sallyport.base.ids.UserId;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;

/**
 * The hashed recovery key of last resort. It is issued with a pending authenticator and becomes valid when that is
 * confirmed.
 */
@Entity
@DynamicUpdate
@Table(name = "paper_key")
// JPA writes every field; some are read in SQL alone
@SuppressWarnings("UnusedVariable")
class PaperKey {

    @EmbeddedId
    private Key key;

    private byte[] hash;
    private boolean active;

    private Instant createdAt;

    // JPA sets the fields
    @SuppressWarnings("NullAway.Init")
    protected PaperKey() {}

    PaperKey(UserId user, AuthenticatorId authenticator, byte[] hash, Instant now) {
        this.key = new Key(user, authenticator);
        this.hash = hash;
        this.createdAt = now;
    }

    /** The owner, and the authenticator that it was issued with. */
    @Embeddable
    record Key(UserId userId, AuthenticatorId authenticatorId) {}
}
