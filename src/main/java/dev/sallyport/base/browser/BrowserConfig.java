package dev.sallyport.base.browser;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.Optional;
import java.util.Set;

/** The settings for pages in browsers. */
@ConfigMapping(prefix = "sallyport")
public interface BrowserConfig {

    /** Whether a page can request its refresh and device tokens as cookies. */
    @WithName("cookies.enabled")
    @WithDefault("false")
    boolean cookiesEnabled();

    /** The origins of other hosts or ports whose pages may call, each exactly as browsers send it; none by default. */
    @WithName("browser.origins")
    Optional<Set<String>> origins();

    /** Whether these may be at an {@code http} address of a private network, whose pages anyone on the way can change. */
    @WithName("browser.allow-private-http")
    @WithDefault("false")
    boolean allowPrivateHttp();
}
