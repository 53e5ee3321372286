package dev.sallyport.base.cors;

import dev.sallyport.base.network.NetworkAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The origins whose pages may send cross-origin requests. Origins are compared as text; patterns are not supported.
 *
 * <p>In addition to web pages, these are the pages in an app's own web view and in browser extensions, whose origins
 * have schemes of their own.
 */
@ApplicationScoped
public class AllowedOrigins {

    private static final String PORT = "(:[1-9][0-9]{0,4})?";
    private static final Pattern SECURE =
            Pattern.compile("https://([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:]+])" + PORT);
    private static final Pattern LOCAL =
            Pattern.compile("http://(localhost|tauri\\.localhost|127\\.0\\.0\\.1|\\[::1])" + PORT);
    private static final Pattern HTTP =
            Pattern.compile("http://(?<host>[0-9.]+|\\[[0-9a-f:]+]|([a-z0-9-]+\\.)*localhost)" + PORT);
    private static final Pattern NEEDLESS_PORT = Pattern.compile("https:.*:443|http:.*:80");

    /** The schemes of Capacitor, Ionic, Tauri and Electron, where the app chooses the host. */
    private static final Pattern APP = Pattern.compile("(capacitor|ionic|tauri|app)://[a-z0-9]([a-z0-9.-]*[a-z0-9])?");

    /** Chrome names an extension by 32 letters from a to p, Firefox and Safari by a UUID. */
    private static final Pattern EXTENSION = Pattern.compile("chrome-extension://[a-p]{32}"
            + "|(moz-extension|safari-web-extension)://"
            + "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
            + "|[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12})");

    private final Set<String> origins;
    private final boolean privateHttp;

    AllowedOrigins(CorsConfig config) {
        this.origins = config.origins().orElse(Set.of());
        this.privateHttp = config.allowPrivateHttp();
    }

    /** Every one of them. */
    public Set<String> all() {
        return Set.copyOf(origins);
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
        return fault(origins, privateHttp);
    }

    /** What is wrong with these origins; {@code privateHttp} as in {@code SALLYPORT_BROWSER_ALLOW_PRIVATE_HTTP}. */
    public static Optional<String> fault(Collection<String> origins, boolean privateHttp) {
        return origins.stream()
                .filter(origin -> !isOrigin(origin, privateHttp))
                .findFirst()
                .map(AllowedOrigins::sentence);
    }

    private static String sentence(String origin) {
        String start = "SALLYPORT_BROWSER_ORIGINS has '" + origin + "', ";
        return isPrivateHttp(origin) && !hasNeedlessPort(origin)
                ? start + "which is not encrypted: set SALLYPORT_BROWSER_ALLOW_PRIVATE_HTTP=true to allow it"
                : start + "which is not an origin in the form that browsers send: https://app.example.org,"
                        + " http://localhost:5173,"
                        + " capacitor://localhost, or chrome-extension:// and an id";
    }

    private static boolean isOrigin(String text, boolean privateHttp) {
        boolean isWellFormed = SECURE.matcher(text).matches()
                || LOCAL.matcher(text).matches()
                || APP.matcher(text).matches()
                || EXTENSION.matcher(text).matches()
                || (privateHttp && isPrivateHttp(text));
        return isWellFormed && !hasNeedlessPort(text);
    }

    private static boolean hasNeedlessPort(String text) {
        return NEEDLESS_PORT.matcher(text).matches();
    }

    /**
     * Addresses of this machine or of a private network (RFC 1918, RFC 4193, link-local), in the form that browsers
     * send.
     */
    private static boolean isPrivateHttp(String text) {
        Matcher origin = HTTP.matcher(text);
        if (!origin.matches()) {
            return false;
        }
        String host = origin.group("host");
        if (host.endsWith("localhost")) {
            return true;
        }
        String literal = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return NetworkAddress.parse(literal)
                .filter(address -> address.text().equals(literal) && address.isPrivate())
                .isPresent();
    }
}
