package dev.sallyport.clients;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.security.crypto.Digest;
import dev.sallyport.security.crypto.OpaqueToken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Authenticates backends by id and secret, or by a token that they got for their secret. */
@ApplicationScoped
public class Clients {

    /** The prefix of a client's token. */
    public static final String TOKEN_PREFIX = "sp_ct_";

    private static final byte[] STAND_IN = new byte[32];

    private static final int REMEMBERED = 10_000;

    /** The clients that called recently. */
    private final Cache<String, AuthenticatedClient> latest =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /**
     * Hashes of secrets that were correct or were just created, with their clients; wrong ones are never stored. One
     * that was pushed out is unknown until its next use.
     */
    private final Cache<String, Boolean> rightBefore =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    private final ClientRepository clients;
    private final ClientLimitConfig config;
    private final Clock clock;

    Clients(ClientRepository clients, ClientLimitConfig config, Clock clock) {
        this.clients = clients;
        this.config = config;
        this.clock = clock;
    }

    /** The client, if the secret is its own. An unknown id costs the same comparison. */
    public Optional<AuthenticatedClient> authenticate(String id, String secret) {
        return bySecret(id, secretHash(secret));
    }

    /**
     * The same from memory, where this secret was right before and the client has this scope. The caller MUST see
     * whether the client's version is still the same before it answers, and {@link #confirm} where it is not.
     */
    public Optional<AuthenticatedClient> recall(String id, String secret, String scope) {
        byte[] hash = secretHash(secret);
        return fromMemory(id, hash, scope).or(() -> bySecret(id, hash));
    }

    /** The same without a look into the database: empty for a client that it takes to find. */
    public Optional<AuthenticatedClient> recallNow(String id, String secret, String scope) {
        return fromMemory(id, secretHash(secret), scope);
    }

    private Optional<AuthenticatedClient> fromMemory(String id, byte[] hash, String scope) {
        return Optional.ofNullable(latest.getIfPresent(id))
                .filter(known ->
                        Digest.same(known.proof(), hash) && known.scopes().contains(scope));
    }

    /** Whether this secret was correct before, or was just created. It may have been revoked since. */
    public boolean remembers(String id, String secret) {
        return rightBefore.getIfPresent(remembered(id, secretHash(secret))) != null;
    }

    /** Whether a client has this id. */
    @Transactional
    public boolean isKnown(String id) {
        return clients.findByIdOptional(id).isPresent();
    }

    /** Whether this client has this scope now: asked for work that continues after the request that began it. */
    @Transactional
    public boolean hasScope(String id, String scope) {
        return clients.findByIdOptional(id)
                .filter(client -> client.scopes().contains(scope))
                .isPresent();
    }

    /** Remembers a secret that was right, or was just made for this client. */
    void remember(String id, byte[] secretHash) {
        rightBefore.put(remembered(id, secretHash), true);
    }

    private static String remembered(String id, byte[] secretHash) {
        return HexFormat.of().formatHex(secretHash) + "|" + id;
    }

    /** Reads whether a client that was recognized before still is: by the hash of its secret, or else of its token. */
    public Optional<AuthenticatedClient> confirm(String id, byte[] proof) {
        return bySecret(id, proof)
                .or(() -> byToken(proof).filter(client -> client.id().equals(id)));
    }

    private Optional<AuthenticatedClient> bySecret(String id, byte[] hash) {
        Optional<Client> found = Transactions.join(() -> clients.findByIdOptional(id));
        if (found.isEmpty()) {
            latest.invalidate(id);
            rightBefore.invalidate(remembered(id, hash));
            Digest.same(STAND_IN, hash);
            return Optional.empty();
        }
        Optional<AuthenticatedClient> known = found.filter(client -> client.hasSecret(hash, clock.instant()))
                .map(client -> new AuthenticatedClient(
                        id, client.scopes(), client.requestsPerMinute(), client.version(), hash));
        known.ifPresent(client -> remember(id, hash));
        // The previous secret expires without a change of the version.
        known.filter(client -> found.get().isNewest(hash)).ifPresent(client -> latest.put(id, client));
        return known;
    }

    /** The client of a token, while the token is valid and the client exists. */
    public Optional<AuthenticatedClient> recognize(String token) {
        return byToken(Digest.sha256(token.getBytes(StandardCharsets.UTF_8)));
    }

    private Optional<AuthenticatedClient> byToken(byte[] hash) {
        return Transactions.join(() -> clients.findByToken(hash, clock.instant()));
    }

    /** A token for these scopes, which the caller MUST have found among the client's own. */
    @Transactional
    public String issueToken(String clientId, List<String> scopes) {
        OpaqueToken token = OpaqueToken.next(TOKEN_PREFIX);
        Instant now = clock.instant();
        clients.addToken(new ClientToken(token.hash(), clientId, scopes, now, now.plus(config.tokenLifetime())));
        return token.text();
    }

    public Duration tokenLifetime() {
        return config.tokenLifetime();
    }

    /** Revokes a token of this client; a token of another client is left alone. */
    @Transactional
    public void revokeToken(String token, String clientId) {
        byte[] hash = Digest.sha256(token.getBytes(StandardCharsets.UTF_8));
        clients.removeToken(hash, clientId);
    }

    /** A secret is long and random, so a fast hash is enough. */
    static byte[] secretHash(String secret) {
        return Digest.sha256(secret.getBytes(StandardCharsets.UTF_8));
    }
}
