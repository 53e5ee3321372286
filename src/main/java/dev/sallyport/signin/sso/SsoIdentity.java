package dev.sallyport.signin.sso;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** That a subject of a provider is a user of ours. */
@Entity
@Table(name = "sso_identity")
// JPA writes every field; some are read in SQL alone
@SuppressWarnings("UnusedVariable")
class SsoIdentity {

    @EmbeddedId
    private Key key;

    private UUID userId;
    private Instant createdAt;
    private @Nullable Instant lastUsedAt;

    // JPA sets the fields
    @SuppressWarnings("NullAway.Init")
    protected SsoIdentity() {}

    SsoIdentity(UUID provider, String subject, UUID user, Instant now) {
        this.key = new Key(provider, subject);
        this.userId = user;
        this.createdAt = now;
    }

    UUID userId() {
        return userId;
    }

    /** Which provider, and its own name for the person (OpenID Connect Core section 2, {@code sub}). */
    @Embeddable
    record Key(UUID providerId, String subject) {}
}
