package dev.sallyport.sessions.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long sessions live. */
@ConfigMapping(prefix = "sallyport.session")
public interface SessionConfig {

    /** Without a refresh for this long, a session ends. */
    @WithDefault("P7D")
    Duration idleLifetime();

    /** However busy it is, a session ends after this long. */
    @WithDefault("P30D")
    Duration absoluteLifetime();
}
