package dev.sallyport.client;

import dev.sallyport.caller.Roles;
import dev.sallyport.crypto.OpaqueToken;
import dev.sallyport.database.Transactions;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;

/** Sees to it that there is a client at the first start: the configured one, or in the embedded default a new one. */
@ApplicationScoped
class FirstClient {

    private static final String EMBEDDED_ID = "first-client";

    private final ClientConfig config;
    private final ClientRepository clients;
    private final Clients known;
    private final Clock clock;

    FirstClient(ClientConfig config, ClientRepository clients, Clients known, Clock clock) {
        this.config = config;
        this.clients = clients;
        this.known = known;
        this.clock = clock;
    }

    void onStart(@Observes StartupEvent event) {
        if (config.bootstrapClientId().isPresent()
                && config.bootstrapClientSecret().isPresent()) {
            configured(
                    config.bootstrapClientId().get(),
                    config.bootstrapClientSecret().get());
        } else if (config.embedded().orElse(false)) {
            embedded();
        }
    }

    private void configured(String id, String secret) {
        SecretStrength.fault(secret).ifPresent(fault -> {
            throw new ConfigurationException("Sallyport does not start: SALLYPORT_BOOTSTRAP_CLIENT_SECRET " + fault);
        });
        byte[] hash = Clients.secretHash(secret);
        known.remember(id, hash);
        Transactions.run(() -> clients.findByIdOptional(id)
                .ifPresentOrElse(known -> known.replaceSecret(hash), () -> create(id, hash)));
    }

    private void embedded() {
        String secret = OpaqueToken.next("").text();
        boolean first = Transactions.call(() -> {
            boolean none = clients.count() == 0;
            if (none) {
                create(EMBEDDED_ID, Clients.secretHash(secret));
            }
            return none;
        });
        if (first) {
            print(secret);
        }
    }

    private void create(String id, byte[] secretHash) {
        clients.persist(new Client(id, "First client", secretHash, Roles.SCOPES, clock.instant()));
    }

    /** Only on the console of the embedded default: a log may be kept, and this is shown once. */
    private static void print(String secret) {
        System.out.printf(
                "%n==== FIRST CLIENT (shown once) ====%nclient id:     %s%nclient secret: %s%n%s%n%n",
                EMBEDDED_ID, secret, "=".repeat(35));
    }
}
