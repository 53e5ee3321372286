package dev.sallyport.edge.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The headers of every response. They are set first, so that refusals have them too. */
final class ResponseHeaders {

    static final String REQUEST_ID = "X-Request-Id";

    private static final String CACHING = "Cache-Control";
    private static final String POLICY = "Content-Security-Policy";

    private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

    /** Swagger UI builds its page with inline scripts and styles, and shows its logo from a data URI. */
    private static final String SWAGGER_UI = "default-src 'none'; script-src 'self' 'unsafe-inline'; "
            + "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** The preferred form of RFC 9110, section 5.6.7. {@code RFC_1123_DATE_TIME} writes days of one digit. */
    private static final DateTimeFormatter IMF_FIXDATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private ResponseHeaders() {}

    /**
     * @param now the time of the service: a front end compares the times in responses with it, since its own clock may
     *     be wrong
     */
    static void put(RoutingContext context, String requestId, Instant now) {
        String path = context.request().path();
        MultiMap headers = context.response().headers();
        headers.set(REQUEST_ID, requestId);
        headers.set(HttpHeaders.DATE, IMF_FIXDATE.format(now));
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Strict-Transport-Security", "max-age=31536000");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set(POLICY, under(path, "/q/swagger-ui") ? SWAGGER_UI : NOTHING);
        if (under(path, "/v1") || under(path, "/oauth2")) {
            // Nearly every answer there is about one user; the few that may be kept say so themselves.
            headers.set(CACHING, "no-store");
        }
        context.addHeadersEndHandler(ready -> {
            keepLast(headers, POLICY);
            keepLast(headers, CACHING);
        });
    }

    /**
     * A resource's own value is added to the one here, and a browser would obey both: a page could not run its script.
     */
    private static void keepLast(MultiMap headers, String name) {
        List<String> values = headers.getAll(name);
        if (values.size() > 1) {
            headers.set(name, values.get(values.size() - 1));
        }
    }

    /**
     * For a request of which the rest is not read, or after which the service stops: the connection cannot carry
     * another one. One of HTTP/2 can, and must not have the header (RFC 9113 section 8.2.2).
     */
    static void closeConnection(RoutingContext context) {
        if (context.request().version() != HttpVersion.HTTP_2) {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    private static boolean under(String path, String root) {
        return path != null
                && path.startsWith(root)
                && (path.length() == root.length() || path.charAt(root.length()) == '/');
    }
}
