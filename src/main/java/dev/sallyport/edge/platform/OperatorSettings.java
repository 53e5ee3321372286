package dev.sallyport.edge.platform;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesLocationConfigSourceFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** The environment, the system properties and the files of QUARKUS_CONFIG_LOCATIONS, as known this early. */
final class OperatorSettings implements Settings {

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

    private Optional<String> raw(String name) {
        return Optional.ofNullable(context.getValue(name))
                .filter(value -> value.getConfigSourceOrdinal() > above)
                .map(ConfigValue::getValue)
                .or(() -> files.stream()
                        .map(file -> file.getValue(name))
                        .filter(Objects::nonNull)
                        .findFirst());
    }
}
