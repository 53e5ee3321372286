package dev.sallyport.edge.http;

import dev.sallyport.base.cors.AllowedOrigins;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * The question of a reverse proxy whether a request may pass, which carries that request's method and headers. They are
 * about another resource, so that none of them may change the answer: a proxy makes an error of anything but 200 and 401.
 */
final class ForwardAuthRequest {

    static final String PATH = "/v1/forward-auth";

    private static final String ASKED = ForwardAuthRequest.class.getName();

    private static final String UNREAD_BODY = ASKED + ".unreadBody";

    private static final long GRACE_MILLIS = 500;

    /** What the original request says of its body, of the answer that it wants, and of its connection. */
    private static final List<String> ABOUT_ANOTHER = List.of(
            "Accept",
            "Accept-Charset",
            "Accept-Encoding",
            "Content-Encoding",
            "Content-Length",
            "Content-Type",
            "Cookie",
            "Expect",
            "If-Match",
            "If-Modified-Since",
            "If-None-Match",
            "If-Range",
            "If-Unmodified-Since",
            "Range",
            "Sallyport-Cookies",
            "Transfer-Encoding",
            "Upgrade");

    private ForwardAuthRequest() {}

    /** A browser's own question whether a page of an allowed origin may ask (CORS preflight) is another one. */
    static boolean is(HttpServerRequest request, AllowedOrigins origins) {
        boolean isPreflight = request.method().equals(HttpMethod.OPTIONS)
                && request.headers().contains("Access-Control-Request-Method")
                && origins.contains(request.getHeader("Origin"));
        return PATH.equals(request.path()) && !isPreflight;
    }

    /** Asks it as the plain GET that it is. A body stays unread, so that the connection carries no other request. */
    static void ask(RoutingContext context) {
        HttpServerRequest request = context.request();
        MultiMap headers = request.headers();
        boolean hasBody = headers.contains(HttpHeaders.TRANSFER_ENCODING) || RequestLimits.declaredLength(request) > 0;
        if (hasBody && request.version() != HttpVersion.HTTP_2) {
            context.put(UNREAD_BODY, true);
            context.addEndHandler(answered -> closeSoon(context));
        }
        ABOUT_ANOTHER.forEach(headers::remove);
        context.put(ASKED, true);
        context.reroute(HttpMethod.GET, PATH);
    }

    /** Says that the connection carries no other request, where a body stays unread. */
    static void closeAfterBody(RoutingContext context) {
        if (context.get(UNREAD_BODY) != null) {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    /** At once would take the answer from a sender that is not through with its body. */
    private static void closeSoon(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!request.isEnded()) {
            request.handler(ignored -> {});
            request.resume();
        }
        context.vertx().setTimer(GRACE_MILLIS, over -> request.connection().close());
    }

    /** Whether this is the question, asked plainly. */
    static boolean isAsked(RoutingContext context) {
        return context.get(ASKED) != null;
    }
}
