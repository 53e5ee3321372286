package dev.sallyport.edge.platform;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Files outside the database. */
@ConfigMapping(prefix = "sallyport")
public interface PlatformConfig {

    String DEFAULT_DATA_DIR = "data";

    /**
     * The file with the keys for sealing, tokens, email codes and the password pepper. Required with a database of your
     * own; without one the service creates it in the data folder. Without this file no authenticator and no password
     * works: back it up apart from the database.
     */
    Optional<String> keysetFile();

    /** The folder of the embedded database and its keys. Ignored with a database of your own. */
    // EmbeddedDefault reads the setting by name, since it runs before mappings are made
    @WithDefault(DEFAULT_DATA_DIR)
    String dataDir();
}
