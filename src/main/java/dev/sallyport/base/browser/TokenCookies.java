package dev.sallyport.base.browser;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The token cookies of the current request and its response.
 *
 * <p>A page asks for them with a header of its own making. Only its own script can send that, or one of an allowed
 * origin: it is what a forged request lacks.
 */
@ApplicationScoped
public class TokenCookies {

    /** With the value 1, asks for cookies in place of the tokens in the body. */
    public static final String HEADER = "Sallyport-Cookies";

    /** The characters of a token; any other cookie value is ignored. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_.-]{1,512}");

    private final BrowserConfig config;
    private final AllowedOrigins origins;
    private final RoutingContext context;

    TokenCookies(BrowserConfig config, AllowedOrigins origins, RoutingContext context) {
        this.config = config;
        this.origins = origins;
        this.context = context;
    }

    public Optional<String> refreshToken() {
        return read(TokenCookie.REFRESH);
    }

    public Optional<String> deviceToken() {
        return read(TokenCookie.DEVICE);
    }

    /** Clears the refresh token's cookie, if the page uses cookies. */
    public void forgetRefreshToken() {
        if (areAskedFor()) {
            put(TokenCookie.REFRESH, "", 0);
        }
    }

    boolean areAskedFor() {
        return config.cookiesEnabled() && "1".equals(request().getHeader(HEADER));
    }

    /**
     * Whether the browser states that the request comes from a page of this origin or of an allowed one. {@code
     * same-site} counts only where no origin is sent: a neighbouring host is not trusted for being one.
     */
    boolean isAskedByFriend() {
        String origin = request().getHeader("Origin");
        String site = request().getHeader("Sec-Fetch-Site");
        return "same-origin".equals(site)
                || (origin == null ? "same-site".equals(site) : isOwn(origin) || origins.contains(origin));
    }

    void set(TokenCookie cookie, CookieToken token) {
        put(cookie, token.text(), token.life().toSeconds());
    }

    /** The cookie of this name. If several have this name, another host may have set one of them. */
    private Optional<String> read(TokenCookie cookie) {
        if (!areAskedFor()) {
            return Optional.empty();
        }
        String start = cookie.cookieName() + "=";
        List<String> values = request().headers().getAll("Cookie").stream()
                .flatMap(line -> Arrays.stream(line.split(";")))
                .map(String::strip)
                .filter(pair -> pair.startsWith(start))
                .map(pair -> pair.substring(start.length()))
                .toList();
        return values.size() == 1 && TOKEN.matcher(values.get(0)).matches()
                ? Optional.of(values.get(0))
                : Optional.empty();
    }

    /** A proxy may have terminated TLS, so https always counts as this origin. */
    private boolean isOwn(String origin) {
        String host = "://" + request().authority();
        return origin.equals("https" + host) || origin.equals(request().scheme() + host);
    }

    private void put(TokenCookie cookie, String value, long seconds) {
        context.response()
                .headers()
                .add(
                        "Set-Cookie",
                        cookie.cookieName() + "=" + value + "; Max-Age=" + seconds
                                + "; Path=/; Secure; HttpOnly; SameSite=Strict");
    }

    private HttpServerRequest request() {
        return context.request();
    }
}
