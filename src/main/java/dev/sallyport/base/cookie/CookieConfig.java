package dev.sallyport.base.cookie;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whether there are cookies at all. */
@ConfigMapping(prefix = "sallyport.cookies")
public interface CookieConfig {

    /** Whether a page may ask for its refresh and device tokens as cookies. */
    @WithDefault("false")
    boolean enabled();
}
