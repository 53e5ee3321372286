package dev.sallyport.client;

import dev.sallyport.crypto.Digest;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;

/** A backend that calls this service, with the hash of its secret. */
@Entity
@Table(name = "client")
class Client {

    @Id
    private String id;

    private String name;

    private byte[] secretHash;

    private byte[] previousSecretHash;

    private Instant previousSecretExpiresAt;

    private List<String> scopes;

    private Instant createdAt;

    protected Client() {}

    Client(String id, String name, byte[] secretHash, List<String> scopes, Instant now) {
        this.id = id;
        this.name = name;
        this.secretHash = secretHash;
        this.scopes = scopes;
        this.createdAt = now;
    }

    List<String> scopes() {
        return List.copyOf(scopes);
    }

    boolean hasSecret(byte[] hash, Instant now) {
        boolean current = Digest.same(secretHash, hash);
        boolean previous = previousSecretHash != null
                && previousSecretExpiresAt.isAfter(now)
                && Digest.same(previousSecretHash, hash);
        return current | previous;
    }

    void replaceSecret(byte[] hash) {
        secretHash = hash;
    }
}
