package dev.sallyport.edge.platform;

import io.quarkus.runtime.Application;
import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The settings of lowest rank, made at the start: an embedded database and its keys when no JDBC URL is configured.
 *
 * <p>With a URL it supplies nothing of the kind. What needs no database is checked here, before a connection opens.
 */
public final class StartupConfig implements ConfigSourceFactory {

    /** Below application.properties (250), above Quarkus's own defaults: any explicit setting wins. */
    private static final int ORDINAL = 10;

    /** Above the environment (300) and system properties (400): what no setting changes. */
    private static final int ABOVE_ALL = 1000;

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        if (!isStarting()) {
            return List.of();
        }
        NativeCrypto.installAsync();
        Settings settings = new OperatorSettings(context, ORDINAL);
        Map<String, String> supplied =
                new HashMap<>(settings.get(Settings.JDBC_URL).isPresent() ? ownDatabase(settings) : embedded(settings));
        Settings all = name -> settings.get(name).or(() -> Optional.ofNullable(supplied.get(name)));
        supplied.putAll(MigrationAccess.supply(all));
        supplied.putAll(MailClientDefaults.supply(settings));
        supplied.putAll(ProcessResources.ofThisProcess().supply());
        supplied.putAll(TracesSettings.lines(settings));
        Map<String, String> fixed = new HashMap<>(ReadOnlySettings.supply(settings));
        fixed.putAll(DatabaseStart.supply(settings));
        fixed.putAll(CommandMode.supply());
        fixed.putAll(TracesSettings.supply(settings));
        return List.of(
                new PropertiesConfigSource(supplied, "sallyport start", ORDINAL),
                new PropertiesConfigSource(fixed, "sallyport fixed", ABOVE_ALL));
    }

    private static Map<String, String> ownDatabase(Settings settings) {
        StartRules.requireWithDatabase(settings, ports(settings, PortRules.EVERYWHERE));
        return ProductionSettings.supply();
    }

    private static Map<String, String> embedded(Settings settings) {
        StartRules.require(settings, ports(settings, PortRules.THIS_MACHINE));
        return EmbeddedDefault.supply(settings);
    }

    // a test and a reload have ports of their own, which stay open; a command has none
    private static List<String> ports(Settings settings, String host) {
        boolean opensPorts = LaunchMode.current() == LaunchMode.NORMAL && !CommandMode.isOn();
        return opensPorts ? PortRules.faults(settings, host) : List.of();
    }

    // the build, the static initialiser and the making of a class archive read the configuration too
    private static boolean isStarting() {
        return Application.currentApplication() != null && System.getProperty("quarkus.appcds.generate") == null;
    }
}
