package dev.sallyport.browser;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The origins whose pages may call from elsewhere. They are compared as text: there are no patterns. */
@ApplicationScoped
public class AllowedOrigins {

    private static final String PORT = "(:[1-9][0-9]{0,4})?";
    private static final Pattern SECURE =
            Pattern.compile("https://([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:]+])" + PORT);
    private static final Pattern LOCAL = Pattern.compile("http://(localhost|127\\.0\\.0\\.1|\\[::1])" + PORT);
    private static final Pattern NEEDLESS_PORT = Pattern.compile("https:.*:443|http:.*:80");

    private final Set<String> origins;

    AllowedOrigins(BrowserConfig config) {
        this.origins = config.origins().orElse(Set.of());
    }

    public boolean isEmpty() {
        return origins.isEmpty();
    }

    /** Whether this is one of them; null, for a request that names none, is not. */
    public boolean contains(String origin) {
        return origin != null && origins.contains(origin);
    }

    /** What is wrong with the setting. */
    public Optional<String> fault() {
        return origins.stream()
                .filter(origin -> !isOrigin(origin))
                .findFirst()
                .map(origin -> "SALLYPORT_BROWSER_ORIGINS has '" + origin + "', which is no origin as browsers send it:"
                        + " https://app.example.org, or http://localhost:5173");
    }

    private static boolean isOrigin(String text) {
        boolean isWellFormed =
                SECURE.matcher(text).matches() || LOCAL.matcher(text).matches();
        return isWellFormed && !NEEDLESS_PORT.matcher(text).matches();
    }
}
