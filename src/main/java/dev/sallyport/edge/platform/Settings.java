package dev.sallyport.edge.platform;

import io.smallrye.config.common.utils.StringUtil;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** What the operator has set: a blank value counts as none. */
@FunctionalInterface
interface Settings {

    String JDBC_URL = "quarkus.datasource.jdbc.url";

    String READ_ONLY = "sallyport.read-only";

    String KEYSET_FILE = "sallyport.keyset-file";

    /** Off, a person reads the log; on, a machine does. */
    String JSON_LOG = "quarkus.log.console.json.enabled";

    /** The environment variable of a setting. */
    static String variable(String name) {
        return StringUtil.replaceNonAlphanumericByUnderscores(name).toUpperCase(Locale.ROOT);
    }

    /** What comes out of all sources, with expressions resolved. */
    static Settings effective(Config config) {
        return name -> config.getOptionalValue(name, String.class);
    }

    Optional<String> get(String name);

    /** Whether this replica only reads. */
    default boolean readOnly() {
        return get(READ_ONLY).filter(SettingRule::isOn).isPresent();
    }

    /** Whether it is set to an empty value. */
    default boolean isBlank(String name) {
        return false;
    }
}
