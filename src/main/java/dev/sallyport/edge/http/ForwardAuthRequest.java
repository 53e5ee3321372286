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
 * A reverse proxy's request to check whether another request may pass. It carries that request's method and headers,
 * which are about another resource and must not change the response: a proxy treats anything but 200 and 401 as an
 * error.
 */
final class ForwardAuthRequest {

    static final String PATH = "/v1/forward-auth";

    private static final String ASKED = ForwardAuthRequest.class.getName();

    private static final String UNREAD_BODY = ASKED + ".unreadBody";

    private static final long GRACE_MILLIS = 500;

    /** The original request's headers about its body, the accepted response, and its connection. */
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

    /** A CORS preflight from an allowed origin is not such a request. */
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
            context.addEndHandler(answered -> closeAfterGrace(context));
        }
        ABOUT_ANOTHER.forEach(headers::remove);
        if (request.method().equals(HttpMethod.GET)) {
            closeAfterBody(context);
            context.next();
            return;
        }
        context.put(ASKED, true);
        context.reroute(HttpMethod.GET, PATH);
    }

    /** Announces that the connection closes if a body stays unread. */
    static void closeAfterBody(RoutingContext context) {
        if (context.get(UNREAD_BODY) != null) {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    /** Closing at once would lose the response for a client that is still sending its body. */
    private static void closeAfterGrace(RoutingContext context) {
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
