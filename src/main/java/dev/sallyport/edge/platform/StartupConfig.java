package dev.sallyport.edge.platform;

import io.quarkus.runtime.Application;
import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The settings of lowest rank, made at the start: an embedded database and its keys when no JDBC URL is configured.
 *
 * <p>With a URL it supplies nothing of the kind. What needs no database is checked here, before a connection opens.
 */
public final class StartupConfig implements ConfigSourceFactory {

    /** Below application.properties (250), above Quarkus's own defaults: any explicit setting wins. */
    static final int ORDINAL = 10;

    /** Above the environment (300) and system properties (400): what no setting changes. */
    static final int ABOVE_ALL = 1000;

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
        OperatorSettings settings = new OperatorSettings(context, ORDINAL);
        StartRules.refuse(faults(settings, StartupConfig::ports));
        Map<String, String> supplied = supplied(
                settings, hasDatabase(settings) ? ProductionSettings.supply() : EmbeddedDefault.supply(settings));
        Map<String, String> fixed = new HashMap<>(ReadOnlySettings.supply(settings));
        fixed.putAll(DatabaseStart.supply(settings));
        fixed.putAll(CommandMode.supply());
        fixed.putAll(TracesSettings.supply(settings));
        return List.of(
                new PropertiesConfigSource(supplied, "sallyport start", ORDINAL),
                new PropertiesConfigSource(fixed, "sallyport fixed", ABOVE_ALL));
    }

    /** All that stops the start, as far as it shows before anything starts; a look at the settings says the same. */
    static List<String> faults(OperatorSettings settings, BiFunction<Settings, String, List<String>> ports) {
        List<String> more = new ArrayList<>(settings.faults());
        more.addAll(ports.apply(settings, hasDatabase(settings) ? PortRules.EVERYWHERE : PortRules.THIS_MACHINE));
        return StartRules.all(settings, more);
    }

    /** What the start would supply, for a look at the settings: nothing starts, and no file is made. */
    static ConfigSource preview(Settings settings) {
        Map<String, String> ofDatabase =
                hasDatabase(settings) ? ProductionSettings.supply() : EmbeddedDefault.defaults(settings);
        return new PropertiesConfigSource(supplied(settings, ofDatabase), "sallyport start", ORDINAL);
    }

    private static Map<String, String> supplied(Settings settings, Map<String, String> ofDatabase) {
        Map<String, String> supplied = new HashMap<>(ofDatabase);
        Settings all = name -> settings.get(name).or(() -> Optional.ofNullable(supplied.get(name)));
        supplied.putAll(MigrationAccess.supply(all));
        supplied.putAll(MailClientDefaults.supply(settings));
        supplied.putAll(ProcessResources.ofThisProcess().supply());
        supplied.putAll(TracesSettings.lines(settings));
        return supplied;
    }

    private static boolean hasDatabase(Settings settings) {
        return settings.get(Settings.JDBC_URL).isPresent();
    }

    // a test and a reload have ports of their own, which stay open; a command has none
    private static List<String> ports(Settings settings, String host) {
        boolean opensPorts = LaunchMode.current() == LaunchMode.NORMAL && !CommandMode.isOn();
        return opensPorts ? PortRules.faults(settings, host) : List.of();
    }

    // the build, the static initializer and the making of a class archive read the configuration too
    private static boolean isStarting() {
        return Application.currentApplication() != null && System.getProperty("quarkus.appcds.generate") == null;
    }
}
