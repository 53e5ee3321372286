package dev.sallyport.base.exchange;

import io.vertx.ext.web.RoutingContext;

/** The body of the current request as it came, for a filter that looks at it before it is read as an object. */
public final class RequestBody {

    private static final String KEY = RequestBody.class.getName();

    private RequestBody() {}

    /** The bytes, which MUST NOT be changed; none where the request has no body. */
    public static byte[] of(RoutingContext request) {
        byte[] body = request.get(KEY);
        return body == null ? new byte[0] : body;
    }

    /** Remembers a body that was received completely. */
    public static void receive(RoutingContext request, byte[] body) {
        request.put(KEY, body);
    }
}
