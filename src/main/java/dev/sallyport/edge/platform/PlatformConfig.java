package dev.sallyport.edge.platform;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Where the service keeps what is not in its database. */
@ConfigMapping(prefix = "sallyport")
public interface PlatformConfig {

    /** The file with the keys. Needed with a real database; made in the data folder without one. */
    Optional<String> keysetFile();

    /** The folder of the embedded default: its database and its keys. */
    @WithDefault("data")
    String dataDir();
}
