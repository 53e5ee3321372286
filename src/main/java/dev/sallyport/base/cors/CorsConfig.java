package dev.sallyport.base.cors;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/** Pages of other origins. */
@ConfigMapping(prefix = "sallyport.browser")
interface CorsConfig {

    /**
     * The origins on other hosts or ports whose pages may call the service (CORS), separated by commas, each exactly as
     * browsers send it: {@code https://app.example.org}, {@code http://localhost:5173}; for web views {@code
     * capacitor://localhost}, {@code ionic://localhost}, {@code tauri://localhost}, {@code http://tauri.localhost},
     * {@code app://<host>}; for extensions {@code chrome-extension://<id>}, {@code moz-extension://<uuid>}. Patterns,
     * paths, {@code null} and {@code file://} are refused.
     */
    Optional<Set<String>> origins();

    /**
     * Whether an origin may also be {@code http} at a private address ({@code http://192.168.1.10:3000}) or below
     * {@code .localhost}, to try an app on a phone at home. Any device on that network can change such a page.
     */
    @WithDefault("false")
    boolean allowPrivateHttp();
}
