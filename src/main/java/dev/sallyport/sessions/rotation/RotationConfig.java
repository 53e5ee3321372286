package dev.sallyport.sessions.rotation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Reuse of refresh and device tokens. */
@ConfigMapping(prefix = "sallyport")
interface RotationConfig {

    /**
     * How long the previous token still returns the same new token without an `Idempotency-Key`, for clients that lost
     * the response; {@code PT0S} turns this off: of any number of requests with one token, one succeeds.
     */
    @WithDefault("PT30S")
    Duration refreshReuseWindow();
}
