package dev.sallyport.sessions.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The handling of a refresh token that was used before. */
@ConfigMapping(prefix = "sallyport")
public interface RefreshConfig {

    /** How long a token's predecessor still gets the same successor, for answers that were lost; zero switches it off. */
    @WithDefault("PT10S")
    Duration refreshReuseWindow();
}
