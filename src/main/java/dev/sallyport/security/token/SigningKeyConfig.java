package dev.sallyport.security.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When the key that signs access tokens is rotated. */
@ConfigMapping(prefix = "sallyport.signing-keys")
public interface SigningKeyConfig {

    /** How long a key signs before a new one follows by itself; PT0S for never. */
    @WithDefault("P90D")
    Duration rotation();

    /**
     * How long a new key is published before it signs; at least eleven minutes, since verifiers may cache the published
     * keys for ten.
     */
    @WithDefault("PT15M")
    Duration publishAhead();
}
