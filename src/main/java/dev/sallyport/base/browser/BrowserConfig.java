package dev.sallyport.base.browser;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.Optional;
import java.util.Set;

/** Pages in browsers. */
@ConfigMapping(prefix = "sallyport")
public interface BrowserConfig {

    /** Whether a page may receive its refresh and device tokens as cookies. */
    @WithName("cookies.enabled")
    @WithDefault("false")
    boolean cookiesEnabled();

    /**
     * The origins on other hosts or ports whose pages may call the service (CORS), separated by commas, each exactly as
     * browsers send it: {@code https://app.example.org}, {@code http://localhost:5173}; for web views {@code
     * capacitor://localhost}, {@code ionic://localhost}, {@code tauri://localhost}, {@code http://tauri.localhost},
     * {@code app://<host>}; for extensions {@code chrome-extension://<id>}, {@code moz-extension://<uuid>}. Patterns,
     * paths, {@code null} and {@code file://} are refused.
     */
    @WithName("browser.origins")
    Optional<Set<String>> origins();

    /**
     * Whether an origin may also be {@code http} at a private address ({@code http://192.168.1.10:3000}) or below
     * {@code .localhost}, to try an app on a phone at home. Any device on that network can change such a page.
     */
    @WithName("browser.allow-private-http")
    @WithDefault("false")
    boolean allowPrivateHttp();
}
