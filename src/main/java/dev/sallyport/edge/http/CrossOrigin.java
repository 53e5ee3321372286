package dev.sallyport.edge.http;

import dev.sallyport.base.cookie.CookieConfig;
import dev.sallyport.base.cookie.TokenCookies;
import dev.sallyport.base.cors.AllowedOrigins;
import dev.sallyport.base.exchange.AllowedMethods;
import dev.sallyport.security.caller.IdempotencyKey;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells browsers which pages of other origins may read an answer (CORS).
 *
 * <p>It never refuses a request. An origin that is not allowed gets the same response without these headers, and its
 * browser hides it from the page. Same-origin pages, and backends and proxies that forward an Origin, are not affected.
 *
 * <p>{@code quarkus.http.cors} was tried, and does not fit. It answers an origin that is not on its list with 403,
 * without a body. Behind a proxy that ends TLS that is our own page, since its origin is https where our connection is
 * http; and a proxy that asks about a request, and a backend that passes a browser's Origin on, are refused too. It
 * also sends no {@code Vary: Origin}, so that a cache could give one origin the answer of another.
 */
@ApplicationScoped
class CrossOrigin {

    private static final String REQUEST_HEADERS = "Accept-Language, Authorization, Content-Type, If-Match, "
            + IdempotencyKey.HEADER + ", " + TokenCookies.HEADER;

    private static final String ANSWER_HEADERS =
            "Content-Disposition, Date, ETag, RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate, X-Request-Id";

    private static final String SECONDS_TO_REMEMBER = "600";

    private final AllowedOrigins origins;
    private final CookieConfig cookies;
    private final AllowedMethods allowedMethods;

    CrossOrigin(AllowedOrigins origins, CookieConfig cookies, AllowedMethods allowedMethods) {
        this.origins = origins;
        this.cookies = cookies;
        this.allowedMethods = allowedMethods;
    }

    void put(RoutingContext context) {
        if (origins.isEmpty()) {
            return;
        }
        HttpServerRequest request = context.request();
        MultiMap headers = context.response().headers();
        context.addHeadersEndHandler(ready -> vary(headers));
        String origin = request.getHeader("Origin");
        if (!origins.contains(origin)) {
            return;
        }
        headers.set("Access-Control-Allow-Origin", origin);
        headers.set("Access-Control-Expose-Headers", ANSWER_HEADERS);
        if (cookies.enabled()) {
            headers.set("Access-Control-Allow-Credentials", "true");
        }
        if (request.method().equals(HttpMethod.OPTIONS)) {
            headers.set("Access-Control-Allow-Methods", String.join(", ", allowedMethods.of(request.path())));
            headers.set("Access-Control-Allow-Headers", REQUEST_HEADERS);
            headers.set("Access-Control-Max-Age", SECONDS_TO_REMEMBER);
        }
    }

    /** Runs last, since a refusal adds the language to Vary. */
    private static void vary(MultiMap headers) {
        List<String> told = new ArrayList<>(headers.getAll(HttpHeaders.VARY));
        told.add("Origin");
        headers.set(HttpHeaders.VARY, String.join(", ", told));
    }
}
