package dev.sallyport.security.caller;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** How clients may send their secrets. */
@ConfigMapping(prefix = "sallyport")
public interface ClientSecretConfig {

    /** Whether the form may hold the secret ({@code client_secret_post}), as the Authorization header always may. */
    @WithName("client-secret-post")
    @WithDefault("false")
    boolean allowedInForm();
}
