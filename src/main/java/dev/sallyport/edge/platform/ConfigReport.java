package dev.sallyport.edge.platform;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Shows the settings that the service would start with here, before it starts. */
public final class ConfigReport {

    /** Sources of this rank or above are an operator's: files, system properties, the environment. */
    private static final int OPERATORS = 260;

    /** The rank of what the build has fixed, which no operator can set. */
    private static final int OF_THE_BUILD = Integer.MAX_VALUE;

    /** Headers of a request to another system carry its key. */
    private static final Pattern SECRET =
            Pattern.compile("(.*[.-])?\\w*(password|secret|token|passphrase|key|headers)");

    /** Secrets that a JDBC URL may have in its parameters. */
    private static final Pattern PASSWORD_IN_URL = Pattern.compile("(?i)([?&;](?:\\w*password|\\w*secret)=)[^&;]*");

    private static final Pattern USER_IN_URL = Pattern.compile("(://)[^/@\\s]*@");

    /** The class of the build that knows every setting with its default. The application reads its settings by it. */
    private static final String GENERATED = "io.quarkus.runtime.generated.RunTimeConfig";

    private static final Pattern NAMED = Pattern.compile("config property (\\S+)");

    private final Config config;
    private final List<String> faults;

    ConfigReport(Config config, List<String> faults) {
        this.config = config;
        this.faults = faults;
    }

    /**
     * The settings of this environment as the service would read them. A value of another type than the setting's hides
     * the defaults of the others.
     */
    public static ConfigReport read() {
        Preview preview = new Preview();
        SmallRyeConfigBuilder builder = ConfigUtils.emptyConfigBuilder()
                .addDiscoveredSources()
                .withSources(preview)
                .withValidateUnknown(false); // told by the rules of names, which know the nearest one
        try {
            Class<?> known = Class.forName(GENERATED);
            ((SmallRyeConfigBuilderCustomizer) known.getDeclaredConstructor().newInstance()).configBuilder(builder);
            return new ConfigReport(builder.build(), preview.faults);
        } catch (ReflectiveOperationException noBuild) {
            throw new IllegalStateException("These classes are not those of a build", noBuild);
        } catch (RuntimeException invalid) {
            // the rules say it better; what none of them knows must not count as valid
            List<String> faults = preview.faults.isEmpty() ? List.of(unknownFault(invalid)) : preview.faults;
            return new ConfigReport(ConfigProvider.getConfig(), faults);
        }
    }

    /** Names the setting alone: the message can have its value. */
    static String unknownFault(RuntimeException invalid) {
        Matcher named = NAMED.matcher(String.valueOf(invalid.getMessage()));
        return named.find()
                ? Settings.variable(named.group(1)) + " is not valid"
                : "the settings cannot be read (" + invalid.getClass().getSimpleName() + ")";
    }

    /** The source of what the start would supply, which finds on its way what would stop the start. */
    static final class Preview implements ConfigSourceFactory {

        private final List<String> faults = new ArrayList<>();

        @Override
        public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
            OperatorSettings settings = new OperatorSettings(context, StartupConfig.ORDINAL);
            faults.addAll(StartupConfig.faults(settings, PortRules::faultsBesideOthers));
            return List.of(StartupConfig.preview(settings));
        }

        @Override
        public OptionalInt getPriority() {
            return OptionalInt.of(StartupConfig.ORDINAL);
        }

        List<String> faults() {
            return faults;
        }
    }

    /**
     * Why the service would not start, in one line; empty if nothing is wrong that shows without a connection. The
     * database and the mail server are not asked.
     */
    public Optional<String> fault() {
        try {
            StartRules.refuse(faults);
            StartRules.require(Settings.effective(config)); // again, with expressions resolved
            return Optional.empty();
        } catch (ConfigurationException refusal) {
            return Optional.of(String.valueOf(refusal.getMessage()));
        }
    }

    /** What the start would only warn of: names that begin as those of settings, and are none. */
    public List<String> warnings() {
        return SettingNames.warnings(config.getPropertyNames(), SettingRules.names());
    }

    /**
     * Every setting of the service, and those of Quarkus that an operator has set or that the start would change, as
     * lines of name and value.
     */
    public List<String> lines() {
        Set<String> names = new TreeSet<>(SettingRules.names());
        config.getPropertyNames().forEach(name -> {
            ConfigValue value = config.getConfigValue(name);
            if (name.startsWith("quarkus.") && (isSet(value) || value.getSourceOrdinal() == StartupConfig.ORDINAL)) {
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
        return value.getValue() != null
                && value.getSourceOrdinal() >= OPERATORS
                && value.getSourceOrdinal() < OF_THE_BUILD;
    }

    /** The value without what is secret. */
    static String masked(String name, String value) {
        if (SECRET.matcher(name).matches()) {
            return value.isEmpty() ? "" : "***";
        }
        String withoutPassword = PASSWORD_IN_URL.matcher(value).replaceAll("$1***");
        return USER_IN_URL.matcher(withoutPassword).replaceAll("$1***@");
    }
}
