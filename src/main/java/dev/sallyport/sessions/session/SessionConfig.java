package dev.sallyport.sessions.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Lifetimes of sessions. NIST SP 800-63B asks for at most one hour idle and one day in all for two-factor sessions. */
@ConfigMapping(prefix = "sallyport.session")
public interface SessionConfig {

    /** A session ends when its token was not refreshed for this long. */
    @WithDefault("P7D")
    Duration idleLifetime();

    /** A session ends after this long, whatever its activity. */
    @WithDefault("P30D")
    Duration absoluteLifetime();
}
