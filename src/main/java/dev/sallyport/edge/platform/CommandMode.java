package dev.sallyport.edge.platform;

import java.util.Map;

/**
 * The settings of a process that runs a command of the operator and ends: it opens no port, runs no job, migrates
 * nothing and creates no first client. Everything else is as for the service.
 */
public final class CommandMode {

    /** Off in a command. Beans that act on their own ask for it. */
    static final String JOBS = "quarkus.scheduler.enabled";

    private static volatile boolean on;

    private CommandMode() {}

    /** From now on the application of this process starts for a command. */
    public static void begin() {
        on = true;
    }

    static boolean isOn() {
        return on;
    }

    static Map<String, String> supply() {
        return on
                ? Map.ofEntries(
                        Map.entry("quarkus.http.host-enabled", "false"),
                        Map.entry("quarkus.management.host-enabled", "false"),
                        Map.entry(JOBS, "false"),
                        Map.entry("quarkus.flyway.migrate-at-start", "false"),
                        Map.entry("quarkus.shutdown.delay", "0S"),
                        Map.entry("quarkus.shutdown.timeout", "2S"),
                        // the result alone is on standard output
                        Map.entry("quarkus.log.console.stderr", "true"),
                        Map.entry("quarkus.log.console.level", "WARN"),
                        Map.entry(Settings.JSON_LOG, "false"),
                        Map.entry("quarkus.banner.enabled", "false"))
                : Map.of();
    }
}
