package dev.sallyport.base.cookie;

import dev.sallyport.base.cors.AllowedOrigins;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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

    private final CookieConfig config;
    private final AllowedOrigins origins;
    private final RoutingContext context;

    TokenCookies(CookieConfig config, AllowedOrigins origins, RoutingContext context) {
        this.config = config;
        this.origins = origins;
        this.context = context;
    }

    public Optional<String> refreshToken() {
        return read(TokenCookie.REFRESH);
    }

    /**
     * The device token of a request: the one in its body, or else in its cookie.
     *
     * @param sent the one in the body; null if there is none
     * @return null if there is none in either
     */
    public @Nullable String deviceTokenOr(@Nullable String sent) {
        return sent != null ? sent : read(TokenCookie.DEVICE).orElse(null);
    }

    /** Clears the refresh token's cookie, if the page uses cookies. */
    public void forgetRefreshToken() {
        if (areRequested()) {
            put(TokenCookie.REFRESH, "", 0);
        }
    }

    /** Whether the client gets its tokens as cookies. */
    public boolean areRequested() {
        return config.enabled() && "1".equals(request().getHeader(HEADER));
    }

    /**
     * Whether the browser states that the request comes from a page of this origin or of an allowed one. {@code
     * same-site} counts only where no origin is sent: a neighboring host is not trusted for being one.
     */
    boolean isFromTrustedOrigin() {
        String origin = request().getHeader("Origin");
        String site = request().getHeader("Sec-Fetch-Site");
        return "same-origin".equals(site)
                || (origin == null ? "same-site".equals(site) : isOwn(origin) || origins.contains(origin));
    }

    void set(TokenCookie cookie, CookieToken token) {
        put(cookie, token.text(), token.life().toSeconds());
    }

    /**
     * The cookie of this name. If several have this name, another host may have set one of them: so all lines are read,
     * by a decoder that keeps each pair. Vert.x reads the first line only, and of several pairs with one name it keeps
     * one. This service never sets a quoted value.
     */
    private Optional<String> read(TokenCookie cookie) {
        if (!areRequested()) {
            return Optional.empty();
        }
        List<String> values = request().headers().getAll(HttpHeaders.COOKIE).stream()
                .flatMap(line -> ServerCookieDecoder.LAX.decodeAll(line).stream())
                .filter(pair -> pair.name().equals(cookie.cookieName()))
                .map(pair -> pair.wrap() ? "" : pair.value().strip())
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
                .addCookie(Cookie.cookie(cookie.cookieName(), value)
                        .setMaxAge(seconds)
                        .setPath("/")
                        .setSecure(true)
                        .setHttpOnly(true)
                        .setSameSite(CookieSameSite.STRICT));
    }

    private HttpServerRequest request() {
        return context.request();
    }
}
