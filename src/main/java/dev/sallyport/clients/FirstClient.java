package dev.sallyport.clients;

import dev.sallyport.base.database.DatabaseConfig;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.security.crypto.OpaqueToken;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Creates the first client of a database, once: the configured one, or a new one in the embedded default. After that
 * the settings are ignored, so that a removed client is not created again with its old secret, and replicas with
 * different settings do not overwrite each other.
 */
@ApplicationScoped
class FirstClient {

    private static final Logger LOG = Logger.getLogger(FirstClient.class);

    private static final String EMBEDDED_ID = "first-client";

    private final ClientConfig config;
    private final ClientRepository clients;
    private final Clients known;
    private final Clock clock;
    private final boolean readOnly;
    private final boolean serves;

    /** @param serves false in the process of a command, which leaves this to the service */
    FirstClient(
            ClientConfig config,
            ClientRepository clients,
            Clients known,
            Clock clock,
            DatabaseConfig database,
            @ConfigProperty(name = "quarkus.scheduler.enabled", defaultValue = "true") boolean serves) {
        this.serves = serves;
        this.readOnly = database.readOnly();
        this.config = config;
        this.clients = clients;
        this.known = known;
        this.clock = clock;
    }

    void onStart(@Observes StartupEvent event) {
        if (readOnly || !serves) {
            return;
        }
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
        if (!createFirst(id, hash)) {
            LOG.info("This database has had its first client: SALLYPORT_BOOTSTRAP_CLIENT_ID and"
                    + " SALLYPORT_BOOTSTRAP_CLIENT_SECRET are no longer used");
        }
    }

    private void embedded() {
        String secret = OpaqueToken.next("").text();
        if (createFirst(EMBEDDED_ID, Clients.secretHash(secret))) {
            print(secret);
        }
    }

    /** False if there was one before. If several replicas start together, one of them creates it. */
    private boolean createFirst(String id, byte[] secretHash) {
        return Transactions.call(() -> {
            Instant now = clock.instant();
            boolean first = clients.markFirst(now);
            if (first) {
                clients.persist(new Client(id, "First client", secretHash, Roles.SCOPES, now));
            }
            return first;
        });
    }

    /** Only on the console of the embedded default: a log may be kept, and this is shown once. */
    private static void print(String secret) {
        System.out.printf(
                "%n==== FIRST CLIENT (shown once) ====%nclient id:     %s%nclient secret: %s%n%s%n%n",
                EMBEDDED_ID, secret, "=".repeat(35));
    }
}
