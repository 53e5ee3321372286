package dev.sallyport.security.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Access tokens. */
@ConfigMapping(prefix = "sallyport")
public interface TokenConfig {

    /**
     * The {@code iss} claim: the {@code https} address at which clients reach the service. The links in mails begin
     * with it too. Without a configured database it has the port of {@code QUARKUS_HTTP_PORT}.
     */
    @WithDefault("http://localhost:8080")
    String issuer();

    /** The {@code aud} claim, which backends compare. Default: the issuer. */
    Optional<String> audience();

    /** The {@code client_id} claim of tokens for users who signed in through a front end. */
    @WithDefault("sallyport")
    String firstPartyClientId();

    /** How long an access token is valid. */
    @WithDefault("PT5M")
    Duration accessTokenLifetime();
}
