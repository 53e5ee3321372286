package dev.sallyport.edge.platform;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;

/** Shows the settings that the service would start with here, before it starts. */
public final class ConfigReport {

    /** Sources of this rank or above are an operator's: files, system properties, the environment. */
    private static final int OPERATORS = 260;

    /** Headers of a request to another system carry its key. */
    private static final Pattern SECRET =
            Pattern.compile("(.*[.-])?\\w*(password|secret|token|passphrase|key|headers)");

    /** Secrets that a JDBC URL may have in its parameters. */
    private static final Pattern PASSWORD_IN_URL = Pattern.compile("(?i)([?&;](?:\\w*password|\\w*secret)=)[^&;]*");

    private static final Pattern USER_IN_URL = Pattern.compile("(://)[^/@\\s]*@");

    /** The class of the build that knows every setting with its default. The application reads its settings by it. */
    private static final String GENERATED = "io.quarkus.runtime.generated.RunTimeConfig";

    private ConfigReport() {}

    /**
     * The settings of this environment as the service would read them. A value that stops the start hides the defaults
     * of the others.
     */
    public static Config read() {
        SmallRyeConfigBuilder builder = ConfigUtils.emptyConfigBuilder().addDiscoveredSources();
        try {
            Class<?> known = Class.forName(GENERATED);
            ((SmallRyeConfigBuilderCustomizer) known.getDeclaredConstructor().newInstance()).configBuilder(builder);
            return builder.build();
        } catch (ReflectiveOperationException | RuntimeException invalid) {
            return ConfigProvider.getConfig();
        }
    }

    /**
     * Why the service would not start, in one line; empty if nothing is wrong that shows without a connection. The
     * database and the mail server are not asked.
     */
    public static Optional<String> fault(Config config) {
        Settings settings = new Effective(config);
        try {
            if (settings.get(Settings.JDBC_URL).isPresent()) {
                StartRules.requireWithDatabase(settings);
            } else {
                StartRules.require(settings);
            }
            return Optional.empty();
        } catch (ConfigurationException refusal) {
            return Optional.of(String.valueOf(refusal.getMessage()));
        }
    }

    /** Every setting of the service, and those of Quarkus that an operator has set, as lines of name and value. */
    public static List<String> lines(Config config) {
        Set<String> names = new TreeSet<>(SettingRules.names());
        config.getPropertyNames().forEach(name -> {
            if (name.startsWith("quarkus.") && isSet(config.getConfigValue(name))) {
                names.add(name);
            }
        });
        Map<String, String> lines = new TreeMap<>();
        names.forEach(name -> lines.put(Settings.variable(name), shown(name, config.getConfigValue(name))));
        return lines.entrySet().stream()
                .map(line -> line.getKey() + "=" + line.getValue())
                .toList();
    }

    private static String shown(String name, ConfigValue value) {
        String text = value.getValue();
        if (text == null) {
            return "";
        }
        return masked(name, text) + (isSet(value) ? "" : "  (default)");
    }

    private static boolean isSet(ConfigValue value) {
        return value.getValue() != null && value.getSourceOrdinal() >= OPERATORS;
    }

    /** The value without what is secret. */
    static String masked(String name, String value) {
        if (SECRET.matcher(name).matches()) {
            return value.isEmpty() ? "" : "***";
        }
        String withoutPassword = PASSWORD_IN_URL.matcher(value).replaceAll("$1***");
        return USER_IN_URL.matcher(withoutPassword).replaceAll("$1***@");
    }

    /** The settings as they come out of all sources. */
    private record Effective(Config config) implements Settings {

        @Override
        public Optional<String> get(String name) {
            return config.getOptionalValue(name, String.class).map(String::trim).filter(value -> !value.isEmpty());
        }

        @Override
        public boolean isBlank(String name) {
            ConfigValue value = config.getConfigValue(name);
            return value.getSourceOrdinal() >= OPERATORS
                    && value.getRawValue() != null
                    && value.getRawValue().isBlank();
        }
    }
}
