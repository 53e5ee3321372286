package dev.sallyport.edge.webui;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The reference pages. */
@ConfigMapping(prefix = "sallyport.ui")
public interface UiConfig {

    /**
     * Whether the service serves its reference pages at {@code /ui}. They need {@code SALLYPORT_COOKIES_ENABLED} to
     * keep a user signed in when a page is loaded again. The service turns both on itself when it has no database of
     * yours.
     */
    @WithDefault("false")
    boolean enabled();
}
