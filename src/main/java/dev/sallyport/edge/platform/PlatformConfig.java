package dev.sallyport.edge.platform;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Where the service keeps what is not in its database. */
@ConfigMapping(prefix = "sallyport")
public interface PlatformConfig {

    String DEFAULT_DATA_DIR = "data";

    /** The file with the keys. Needed with a real database; made in the data folder without one. */
    Optional<String> keysetFile();

    /**
     * The folder of the embedded default: its database and its keys. {@link EmbeddedDefault} reads the setting by name,
     * since it runs before mappings are made; it is declared here so that it is known and checked like the others.
     */
    @WithDefault(DEFAULT_DATA_DIR)
    String dataDir();
}
