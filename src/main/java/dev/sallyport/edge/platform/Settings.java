package dev.sallyport.edge.platform;

import java.util.Optional;

/** What the operator has set: a blank value counts as none. */
@FunctionalInterface
interface Settings {

    String JDBC_URL = "quarkus.datasource.jdbc.url";

    String READ_ONLY = "sallyport.read-only";

    String KEYSET_FILE = "sallyport.keyset-file";

    /** Off, a person reads the log; on, a machine does. */
    String JSON_LOG = "quarkus.log.console.json.enabled";

    Optional<String> get(String name);

    /** Whether this replica only reads. */
    default boolean readOnly() {
        return get(READ_ONLY).filter(SettingRule::isOn).isPresent();
    }

    /** Whether it is set to nothing. */
    default boolean isBlank(String name) {
        return false;
    }
}
