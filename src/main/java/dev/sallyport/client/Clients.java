package dev.sallyport.client;

import dev.sallyport.crypto.Digest;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The backends that may call, checked by id and secret. */
@ApplicationScoped
public class Clients {

    private static final byte[] NOBODYS = new byte[32];

    private final ClientRepository clients;
    private final Clock clock;

    Clients(ClientRepository clients, Clock clock) {
        this.clients = clients;
        this.clock = clock;
    }

    /** The scopes of the client, if the secret is its own. An unknown id costs the same comparison. */
    public Optional<List<String>> authenticate(String id, String secret) {
        byte[] hash = secretHash(secret);
        Optional<Client> found = QuarkusTransaction.joiningExisting().call(() -> clients.findByIdOptional(id));
        if (found.isEmpty()) {
            Digest.same(NOBODYS, hash);
            return Optional.empty();
        }
        return found.filter(client -> client.hasSecret(hash, clock.instant())).map(Client::scopes);
    }

    /** A secret is long and random, so a plain hash is enough, and cheap at every call. */
    static byte[] secretHash(String secret) {
        return Digest.sha256(secret.getBytes(StandardCharsets.UTF_8));
    }
}
