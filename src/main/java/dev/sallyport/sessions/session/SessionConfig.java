package dev.sallyport.sessions.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long sessions live. */
@ConfigMapping(prefix = "sallyport.session")
public interface SessionConfig {

    /** A session ends after this time without a refresh. */
    @WithDefault("P7D")
    Duration idleLifetime();

    /** A session ends after this time, even if it is in use. */
    @WithDefault("P30D")
    Duration absoluteLifetime();
}
