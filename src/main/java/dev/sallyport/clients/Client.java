package dev.sallyport.clients;

import dev.sallyport.security.crypto.Digest;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** A backend that calls this service, with the hash of its secret. */
@Entity
@DynamicUpdate
@Table(name = "client")
class Client {

    @Id
    private String id;

    private String name;

    private byte[] secretHash;

    private byte @Nullable [] previousSecretHash;

    private @Nullable Instant previousSecretExpiresAt;

    private List<String> scopes;

    private @Nullable Integer requestsPerMinute;

    private Instant createdAt;

    @Version
    private int version;

    // JPA sets the fields
    @SuppressWarnings("NullAway.Init")
    protected Client() {}

    Client(String id, String name, byte[] secretHash, List<String> scopes, Instant now) {
        this.id = id;
        this.name = name;
        this.secretHash = secretHash;
        this.scopes = scopes;
        this.createdAt = now;
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    List<String> scopes() {
        return List.copyOf(scopes);
    }

    Optional<Integer> requestsPerMinute() {
        return Optional.ofNullable(requestsPerMinute);
    }

    int version() {
        return version;
    }

    Instant createdAt() {
        return createdAt;
    }

    /** Until when the previous secret also works; empty if it does not. */
    Optional<Instant> previousSecretUntil(Instant now) {
        return Optional.ofNullable(previousSecretExpiresAt).filter(end -> end.isAfter(now));
    }

    boolean hasSecret(byte[] hash, Instant now) {
        boolean current = Digest.same(secretHash, hash);
        boolean previous = previousSecretHash != null
                && previousSecretExpiresAt != null
                && previousSecretExpiresAt.isAfter(now)
                && Digest.same(previousSecretHash, hash);
        return current || previous;
    }

    boolean isNewest(byte[] hash) {
        return Digest.same(secretHash, hash);
    }

    /** The previous secret works until then; older ones no longer work. */
    void rotateSecret(byte[] hash, Instant formerUntil) {
        previousSecretHash = secretHash;
        previousSecretExpiresAt = formerUntil;
        secretHash = hash;
    }

    void rename(String newName) {
        name = newName;
    }

    void grant(List<String> newScopes) {
        scopes = newScopes;
    }

    void limit(@Nullable Integer newRequestsPerMinute) {
        requestsPerMinute = newRequestsPerMinute;
    }
}
