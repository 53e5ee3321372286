package dev.sallyport.security.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The claims of access tokens. */
@ConfigMapping(prefix = "sallyport")
public interface TokenConfig {

    /** The {@code iss} claim: the address under which clients reach this service. */
    @WithDefault("http://localhost:8080")
    String issuer();

    /** The {@code aud} claim; by default the issuer. Backends that check tokens expect exactly this. */
    Optional<String> audience();

    /** The {@code client_id} claim of users who signed in directly at this service. */
    @WithDefault("sallyport")
    String firstPartyClientId();

    /** How long an access token is valid; at most ten minutes. */
    @WithDefault("PT5M")
    Duration accessTokenLifetime();
}
