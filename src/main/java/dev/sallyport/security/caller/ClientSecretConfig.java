package dev.sallyport.security.caller;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** Authentication of clients. */
@ConfigMapping(prefix = "sallyport")
public interface ClientSecretConfig {

    /**
     * Whether a client may send its secret in the form as well ({@code client_secret_post}), for libraries that know no
     * other way. The metadata then say so. A request that uses both ways is refused.
     */
    @WithName("client-secret-post")
    @WithDefault("false")
    boolean allowedInForm();
}
