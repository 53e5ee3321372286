package dev.sallyport.base.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Use of the database. */
@ConfigMapping(prefix = "sallyport")
public interface DatabaseConfig {

    /**
     * Whether this replica only reads, from a read replica of the database (a hot standby): it answers checks and
     * lists, and every other call with 503 ([what it answers](operations.md#read-only-replicas)).
     */
    @WithDefault("false")
    boolean readOnly();
}
