package dev.sallyport.clients;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.DynamicUpdate;

/** A token that a client got for its secret. Only its hash is stored. */
@Entity
@DynamicUpdate
@Table(name = "client_token")
// JPA writes every field; some are read in SQL alone
@SuppressWarnings("UnusedVariable")
class ClientToken {

    @Id
    private byte[] hash;

    private String clientId;
    private List<String> scopes;

    private Instant createdAt;

    private Instant expiresAt;

    // JPA sets the fields
    @SuppressWarnings("NullAway.Init")
    protected ClientToken() {}

    ClientToken(byte[] hash, String clientId, List<String> scopes, Instant now, Instant expiresAt) {
        this.hash = hash;
        this.clientId = clientId;
        this.scopes = scopes;
        this.createdAt = now;
        this.expiresAt = expiresAt;
    }
}
