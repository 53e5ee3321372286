package dev.sallyport.base.cookie;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Tokens in cookies. */
@ConfigMapping(prefix = "sallyport.cookies")
public interface CookieConfig {

    /**
     * Whether a page may receive its refresh and device tokens as cookies. Without a configured database the service
     * turns this on itself.
     */
    @WithDefault("false")
    boolean enabled();
}
