package dev.sallyport.security.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Rotation of the keys that sign access tokens. */
@ConfigMapping(prefix = "sallyport.signing-keys")
public interface SigningKeyConfig {

    /**
     * How long a key signs before the service replaces it; {@code PT0S} for never, otherwise longer than the time of
     * publication.
     */
    @WithDefault("P90D")
    Duration rotation();

    /**
     * How long a new key is published before it signs. Backends may cache the published keys for ten minutes, so it
     * takes longer than that.
     */
    @WithDefault("PT15M")
    Duration publishAhead();
}
