package dev.sallyport.signin.sso;

import dev.sallyport.base.ids.ProviderId;
import dev.sallyport.base.ids.UserId;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** The link between a provider's subject and a user. */
@Entity
@DynamicUpdate
@Table(name = "sso_identity")
// JPA writes every field; some are read in SQL alone
@SuppressWarnings("UnusedVariable")
class SsoIdentity {

    @EmbeddedId
    private Key key;

    @Column(insertable = false, updatable = false)
    private UserId userId;

    private Instant createdAt;
    private @Nullable Instant lastUsedAt;

    // JPA sets the fields
    @SuppressWarnings("NullAway.Init")
    protected SsoIdentity() {}

    SsoIdentity(ProviderId provider, String subject, UserId user, Instant now) {
        this.key = new Key(user, provider, subject);
        this.userId = user;
        this.createdAt = now;
    }

    /** Whose it is, at which provider, and its own name for the person (OpenID Connect Core section 2, {@code sub}). */
    @Embeddable
    record Key(UserId userId, ProviderId providerId, String subject) {}
}
