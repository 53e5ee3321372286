package dev.sallyport.edge.http;

import dev.sallyport.base.exchange.RequestBody;
import dev.sallyport.base.exchange.StreamedBody;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestFilter;

/**
 * Receives the body of a request.
 *
 * <p>The body is read here, on the event loop and up to the limit, so that a slow sender never holds a worker thread
 * and a chunked body over the limit gets the same response as one that states its length.
 */
@Provider
@PreMatching
@Priority(RequestBodyFilter.FIRST)
class RequestBodyFilter implements ResteasyReactiveContainerRequestFilter {

    /** A request is checked once its body is complete. */
    static final int FIRST = 0;

    /** How long a sender may take to send 16 KiB. Without it, one byte a minute would hold a connection for days. */
    private static final long BODY_TIMEOUT_MILLIS = 10_000;

    private final RequestLimits limits;
    private final SecretInForm secrets;
    private final CurrentVertxRequest current;

    RequestBodyFilter(RequestLimits limits, SecretInForm secrets, CurrentVertxRequest current) {
        this.limits = limits;
        this.secrets = secrets;
        this.current = current;
    }

    @Override
    public void filter(ResteasyReactiveContainerRequestContext request) {
        // Not the proxy of it: what comes later comes outside of the request's scope.
        RoutingContext context = current.getCurrent();
        if (StreamedBody.isSentTo(context.request().path())) {
            leaveToReader(context, request);
        } else if (hasBody(context.request())) {
            request.suspend();
            take(context, request);
        }
    }

    /**
     * With HTTP/2 only the end of the stream shows it. A body on GET means nothing (RFC 9110 section 9.3.1) and stays
     * unread.
     */
    private static boolean hasBody(HttpServerRequest request) {
        boolean isRead =
                request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
        if (isRead || request.isEnded()) {
            return false;
        }
        return request.version() == HttpVersion.HTTP_2
                || request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                || RequestLimits.declaredLength(request) > 0;
    }

    /**
     * The operation reads the body while it answers, or refuses its caller without having read it. The stream is made
     * here: left to itself, the framework waits for some kilobytes first.
     */
    private static void leaveToReader(RoutingContext context, ResteasyReactiveContainerRequestContext request) {
        ResponseHeaders.closeConnection(context);
        request.setEntityStream(request.getServerRequestContext().getInputStream());
    }

    private void take(RoutingContext context, ResteasyReactiveContainerRequestContext waiting) {
        HttpServerRequest request = context.request();
        Body body = new Body(context, waiting);
        request.exceptionHandler(broken -> body.refuse(new ProblemException(ProblemType.INVALID_REQUEST)
                .detail("The body was not received completely. Send the request again.")));
        request.handler(body::add);
        request.endHandler(end -> body.end());
        if (HttpHeaders.CONTINUE.toString().equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            context.response().writeContinue();
        }
        request.resume();
    }

    /** What has come so far. All of it happens on one event loop. */
    private final class Body {

        private final RoutingContext context;
        private final ResteasyReactiveContainerRequestContext waiting;
        private final Buffer taken = Buffer.buffer();
        private final long timer;
        private boolean isRefused;

        Body(RoutingContext context, ResteasyReactiveContainerRequestContext waiting) {
            this.context = context;
            this.waiting = waiting;
            this.timer = context.vertx()
                    .setTimer(
                            BODY_TIMEOUT_MILLIS,
                            expired -> context.request().connection().close());
            // Only until the body is complete: the time of the response does not depend on the sender.
            context.addEndHandler(ended -> context.vertx().cancelTimer(timer));
        }

        void add(Buffer chunk) {
            if (taken.length() + chunk.length() > limits.maxBody(context.request())) {
                refuse(limits.tooLarge(context.request()));
            } else {
                taken.appendBuffer(chunk);
            }
        }

        void end() {
            context.vertx().cancelTimer(timer);
            if (!isRefused) {
                try {
                    byte[] body = taken.getBytes();
                    moveSecret(context.request(), body);
                    RequestBody.receive(context, body);
                    waiting.setEntityStream(new ByteArrayInputStream(body));
                    waiting.resume();
                } catch (ProblemException refusal) {
                    waiting.resume(refusal);
                }
            }
        }

        void refuse(ProblemException refusal) {
            if (!isRefused) {
                isRefused = true;
                ResponseHeaders.closeConnection(context);
                waiting.resume(refusal);
            }
        }
    }

    private void moveSecret(HttpServerRequest request, byte[] body) {
        secrets.authorization(
                        request.path(),
                        request.getHeader(HttpHeaders.CONTENT_TYPE),
                        request.getHeader(HttpHeaders.AUTHORIZATION),
                        body)
                .ifPresent(basic -> request.headers().set(HttpHeaders.AUTHORIZATION, basic));
    }
}
