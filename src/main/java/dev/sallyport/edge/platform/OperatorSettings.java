package dev.sallyport.edge.platform;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesLocationConfigSourceFactory;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.common.utils.StringUtil;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** The environment, the system properties and the files of QUARKUS_CONFIG_LOCATIONS, as known this early. */
final class OperatorSettings implements Settings {

    private static final String LOCATIONS = "quarkus.config.locations";

    private static final String FILE = "file:";

    /** Such as {@code http:}; a single letter is a drive. */
    private static final Pattern OTHER_SCHEME = Pattern.compile("(?i)[a-z][a-z0-9+.-]+:.*");

    /** The rank of application.properties, which the build has. */
    private static final int PACKAGED = 250;

    private final ConfigSourceContext context;
    private final int above;
    private final List<ConfigSource> files = new ArrayList<>();

    /** Sources of this rank or below, such as Quarkus's own defaults, are not set by the operator. */
    OperatorSettings(ConfigSourceContext context, int above) {
        this.context = context;
        this.above = above;
        // one factory does not see what another supplies, and secrets are best kept in such a file
        new PropertiesLocationConfigSourceFactory().getConfigSources(context).forEach(files::add);
    }

    @Override
    public Optional<String> get(String name) {
        return raw(name).map(String::trim).filter(value -> !value.isEmpty());
    }

    @Override
    public boolean isBlank(String name) {
        return raw(name).filter(String::isBlank).isPresent();
    }

    /** What is wrong with the files themselves: one that is not there, and names that set nothing. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        Stream.of(LOCATIONS, SmallRyeConfig.SMALLRYE_CONFIG_LOCATIONS)
                .map(this::get)
                .flatMap(Optional::stream)
                .limit(1)
                .flatMap(locations -> Stream.of(StringUtil.split(locations)))
                .map(String::trim)
                .filter(OperatorSettings::isMissing)
                .map(file ->
                        Settings.variable(LOCATIONS) + " must name files that can be read, and " + file + " cannot be")
                .forEach(faults::add);
        faults.addAll(SettingNames.faults(written(), SettingRules.names()));
        return faults;
    }

    /** The names in files, and those given to the JVM ({@code -D}). */
    private Set<String> written() {
        Set<String> names = new LinkedHashSet<>();
        Stream.concat(files.stream(), context.getConfigSources().stream().filter(OperatorSettings::isOperators))
                .forEach(source -> names.addAll(source.getPropertyNames()));
        return names;
    }

    private static boolean isOperators(ConfigSource source) {
        return source.getOrdinal() > PACKAGED
                && source.getOrdinal() < StartupConfig.ABOVE_ALL
                && !(source instanceof EnvConfigSource);
    }

    private static boolean isMissing(String location) {
        if (location.startsWith(FILE)) {
            return !Files.isReadable(Path.of(URI.create(location)));
        }
        return !OTHER_SCHEME.matcher(location).matches() && !Files.isReadable(Path.of(location));
    }

    /** Of two sources of one rank the file counts, as it does for the service: it has the rank of what names it. */
    private Optional<String> raw(String name) {
        Optional<ConfigValue> given =
                Optional.ofNullable(context.getValue(name)).filter(value -> value.getConfigSourceOrdinal() > above);
        int rank = given.map(ConfigValue::getConfigSourceOrdinal).orElse(above);
        return files.stream()
                .filter(file -> file.getOrdinal() >= rank && file.getValue(name) != null)
                .map(file -> file.getValue(name))
                .findFirst()
                .or(() -> given.map(ConfigValue::getValue));
    }
}
