package dev.sallyport.signin.sso;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How identity providers are reached. */
@ConfigMapping(prefix = "sallyport.sso")
interface SsoConfig {

    /** Whether an issuer may be an http address: for tests on one machine only, since keys would come unprotected. */
    @WithDefault("false")
    boolean allowHttp();
}
