package dev.sallyport.edge.platform;

import dev.sallyport.clients.SecretStrength;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings that an external database requires: none of them has a default. */
final class ProductionSettings {

    static final String CLIENT_ID = "sallyport.bootstrap-client-id";

    static final String CLIENT_SECRET = "sallyport.bootstrap-client-secret";

    /** For the balancer in front of the replicas; a service on trial stops at once. */
    private static final String SHUTDOWN_DELAY = "quarkus.shutdown.delay";

    static final String MAIL_HOST = "quarkus.mailer.host";

    private ProductionSettings() {}

    static Map<String, String> supply() {
        return Map.of(Settings.JSON_LOG, "true", SHUTDOWN_DELAY, "PT1S");
    }

    /**
     * What is missing or unsafe, each beginning with the name of a variable.
     *
     * @param stopsAnyway whether something else stops the start, so that a missing client is said as well
     */
    static List<String> faults(Settings settings, boolean stopsAnyway) {
        List<String> faults = new ArrayList<>();
        keyset(settings).ifPresent(faults::add);
        if (!settings.readOnly() && settings.get(MAIL_HOST).isEmpty()) {
            faults.add("QUARKUS_MAILER_HOST must name the mail server");
        }
        client(settings, stopsAnyway || !faults.isEmpty()).ifPresent(faults::add);
        return faults;
    }

    private static Optional<String> keyset(Settings settings) {
        Optional<String> file = settings.get(Settings.KEYSET_FILE);
        return file.isEmpty()
                ? Optional.of("SALLYPORT_KEYSET_FILE must name the file with the keys")
                : keysetFault(file.get());
    }

    /** The rule for a keyset that is named, also where none has to be. */
    static Optional<String> keysetFault(String file) {
        return KeysetFile.fault(Path.of(file)).map(fault -> "SALLYPORT_KEYSET_FILE must name a valid keyset: " + fault);
    }

    /** Whether a client exists already is known only after a connection: its absence alone is left to StartupCheck. */
    private static Optional<String> client(Settings settings, boolean stopsAnyway) {
        boolean id = settings.get(CLIENT_ID).isPresent();
        boolean secret = settings.get(CLIENT_SECRET).isPresent();
        if (id != secret || (!id && stopsAnyway)) {
            return Optional.of("SALLYPORT_BOOTSTRAP_CLIENT_ID and SALLYPORT_BOOTSTRAP_CLIENT_SECRET must both be set"
                    + " (unless the database already has a client)");
        }
        return settings.get(CLIENT_SECRET)
                .flatMap(SecretStrength::fault)
                .map(fault -> "SALLYPORT_BOOTSTRAP_CLIENT_SECRET " + fault);
    }
}
