package dev.sallyport.edge.platform;

import java.util.Map;
import java.util.Optional;

/**
 * The connection that migrations use: one of their own, since they may take longer than the service waits for a
 * statement, but not for a lock, and may need a role that it does without.
 *
 * <p>Flyway wants URL, user and password together. A database that is reached otherwise is migrated over the pool.
 */
final class MigrationAccess {

    private static final String OURS = "quarkus.datasource.";
    private static final String FLYWAYS = "quarkus.flyway.";

    /**
     * While a migration waits for a lock on a table, all that comes after it waits too. One that waits longer fails,
     * and with it the start: nothing has changed, and the next start tries again. It is an option of the connection,
     * since a pooler would pass a {@code SET} on to other callers.
     */
    private static final String LOCK_TIMEOUT = "options=-c%20lock_timeout=1s";

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
                withLockTimeout(url.get()),
                FLYWAYS + "username",
                user.get(),
                FLYWAYS + "password",
                password.get());
    }

    /** Options that the operator has set are kept. */
    static String withLockTimeout(String url) {
        return url.contains("options=") ? url : url + (url.contains("?") ? "&" : "?") + LOCK_TIMEOUT;
    }

    private static Optional<String> theirs(Settings settings, String name) {
        return settings.get(FLYWAYS + name).or(() -> settings.get(OURS + name));
    }
}
