package dev.sallyport.sessions.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Refresh tokens that were used before. */
@ConfigMapping(prefix = "sallyport")
public interface RefreshConfig {

    /**
     * How long the previous token still returns the same new token, for clients that lost the response; {@code PT0S}
     * turns this off.
     */
    @WithDefault("PT10S")
    Duration refreshReuseWindow();
}
