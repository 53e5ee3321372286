package dev.sallyport.edge.platform;

import java.util.Map;
import java.util.Optional;

/**
 * The connection that migrations use: one of their own, since they may take longer than the service waits for a
 * statement, and may need a role that it does without.
 *
 * <p>Flyway wants URL, user and password together. A database that is reached otherwise is migrated over the pool.
 */
final class MigrationAccess {

    private static final String OURS = "quarkus.datasource.";
    private static final String FLYWAYS = "quarkus.flyway.";

    private MigrationAccess() {}

    static Map<String, String> supply(Settings settings) {
        Optional<String> url = settings.get(FLYWAYS + "jdbc-url").or(() -> settings.get(Settings.JDBC_URL));
        Optional<String> user = theirs(settings, "username");
        Optional<String> password = theirs(settings, "password");
        if (url.isEmpty() || user.isEmpty() || password.isEmpty()) {
            return Map.of();
        }
        return Map.of(
                FLYWAYS + "jdbc-url",
                url.get(),
                FLYWAYS + "username",
                user.get(),
                FLYWAYS + "password",
                password.get());
    }

    private static Optional<String> theirs(Settings settings, String name) {
        return settings.get(FLYWAYS + name).or(() -> settings.get(OURS + name));
    }
}
