package dev.sallyport.base.exchange;

import java.util.UUID;
import org.jboss.logging.MDC;

/**
 * The id of the request that is being served: in every log line, in the answer and in a problem's {@code instance}.
 *
 * <p>It lives in the logging context, which Quarkus keeps with the request's Vert.x context: so it is the same on the
 * event loop and on the worker thread. A thread of this service's own pools has none.
 */
public final class RequestId {

    /** The name of the field in the logging context and in a line of the JSON log. */
    public static final String KEY = "requestId";

    private RequestId() {}

    /** The id of the current request, null outside a request. */
    public static String current() {
        return (String) MDC.get(KEY);
    }

    /**
     * Gives the current request its id. An id that the client sends is never used, because it could forge log lines.
     */
    public static String assign() {
        String id = UUID.randomUUID().toString();
        MDC.put(KEY, id);
        return id;
    }
}
