package dev.sallyport.signin.sso;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Identity providers. */
@ConfigMapping(prefix = "sallyport.sso")
interface SsoConfig {

    /**
     * Whether an identity provider may have an {@code http} address. Its keys then arrive unprotected: use it only to
     * try things on one machine.
     */
    @WithDefault("false")
    boolean allowHttp();
}
