package dev.sallyport.edge.http;

import dev.sallyport.base.cors.AllowedOrigins;
import dev.sallyport.base.exchange.RequestId;
import dev.sallyport.base.problem.Problem;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.http.impl.HttpServerRequestWrapper;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;

/**
 * The first handler of every request: gives it an id and its answer the standing headers, refuses what is over a limit,
 * and takes the body in.
 *
 * <p>The body is read here, on the event loop and up to the limit, so that a slow sender never holds a worker thread and
 * a chunked body over the limit gets the same answer as one that says its length.
 */
@ApplicationScoped
class FrontDoor {

    /** Before every route of the framework: even its own refusals then carry the id and the headers. */
    private static final int FIRST = Integer.MIN_VALUE;

    /** Before the observer that answers failures, whose route has the same place. */
    private static final int EARLY = 1;

    /** How long a sender may take over 16 KiB. Without it, one byte a minute would keep a connection for days. */
    private static final long BODY_TIMEOUT_MILLIS = 10_000;

    private static final String TAKEN_IN = FrontDoor.class.getName() + ".takenIn";

    private final RequestLimits limits;
    private final CrossOrigin crossOrigin;
    private final AllowedOrigins origins;
    private final SecretInForm secrets;
    private Router router;

    FrontDoor(RequestLimits limits, CrossOrigin crossOrigin, AllowedOrigins origins, SecretInForm secrets) {
        this.limits = limits;
        this.crossOrigin = crossOrigin;
        this.origins = origins;
        this.secrets = secrets;
    }

    void register(@Observes @Priority(EARLY) Router front) {
        router = front;
        router.route().order(FIRST).handler(this::enter).failureHandler(this::enterRefused);
    }

    /** What the router itself refuses, for want of a host or a path, has not come in yet, and has no answer of ours. */
    private void enterRefused(RoutingContext context) {
        boolean hasEntered = context.response().headers().contains(ResponseHeaders.REQUEST_ID);
        if (hasEntered) {
            context.next();
            return;
        }
        ResponseHeaders.put(context, RequestId.assign());
        limits.refusal(context.request()).ifPresentOrElse(refusal -> refuse(context, refusal), context::next);
    }

    private void enter(RoutingContext context) {
        Object takenIn = ofStream(context.request()).getLocal(TAKEN_IN);
        if (takenIn != null) {
            ((RoutingContextInternal) context).setBody((Buffer) takenIn);
            context.next();
            return;
        }
        if (ForwardedQuestion.isAsked(context)) {
            enterAgain(context);
            return;
        }
        ResponseHeaders.put(context, RequestId.assign());
        acceptJsonBesideProblems(context.request());
        crossOrigin.put(context);
        if (ForwardedQuestion.is(context.request(), origins)
                && RequestHead.of(context.request()).fault().isEmpty()) {
            ForwardedQuestion.ask(context);
            return;
        }
        Optional<ProblemException> refusal = limits.refusal(context.request());
        if (refusal.isPresent()) {
            refuse(context, refusal.get());
        } else if (hasBody(context.request())) {
            takeBody(context);
        } else {
            context.next();
        }
    }

    /** A forwarded question, rerouted: the framework has dropped the headers of its answer on the way here. */
    private void enterAgain(RoutingContext context) {
        ResponseHeaders.put(context, RequestId.current());
        crossOrigin.put(context);
        ForwardedQuestion.closeAfterBody(context);
        context.next();
    }

    /** A client that reads problems reads JSON: generated ones ask for nothing else where a success has no body. */
    private static void acceptJsonBesideProblems(HttpServerRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        if (accept != null && accept.contains(Problem.MEDIA_TYPE) && !accept.contains(MediaType.APPLICATION_JSON)) {
            request.headers().set(HttpHeaders.ACCEPT, accept + ", " + MediaType.APPLICATION_JSON + ";q=0.001");
        }
    }

    /** Of HTTP/2 only the end of the stream tells. A body on GET means nothing (RFC 9110 section 9.3.1) and stays unread. */
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

    private static void refuse(RoutingContext context, ProblemException refusal) {
        // What is left of the request is not read: the connection cannot carry another one. One of HTTP/2 can, and must
        // not have the header (RFC 9113 section 8.2.2).
        if (context.request().version() != HttpVersion.HTTP_2) {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        context.fail(refusal);
        boolean isUnclear = RequestHead.of(context.request()).fault().isPresent();
        if (isUnclear && context.request().version() != HttpVersion.HTTP_2) {
            // Now, not when the rest has come: the rest would be read as a request.
            context.request().connection().close();
        }
    }

    private void takeBody(RoutingContext context) {
        HttpServerRequest request = context.request();
        Buffer body = Buffer.buffer();
        long timer = closeWhenLate(context);
        request.exceptionHandler(broken -> refuseOnce(
                context, new ProblemException(ProblemType.INVALID_REQUEST).detail("The body did not arrive whole.")));
        request.handler(chunk -> {
            if (body.length() + chunk.length() > limits.maxBody()) {
                refuseOnce(context, limits.tooLarge());
            } else {
                body.appendBuffer(chunk);
            }
        });
        request.endHandler(end -> {
            context.vertx().cancelTimer(timer);
            if (!context.failed()) {
                handle(context, body);
            }
        });
        if (HttpHeaders.CONTINUE.toString().equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            context.response().writeContinue();
        }
        request.resume();
    }

    private void handle(RoutingContext context, Buffer body) {
        HttpServerRequest asked = context.request();
        try {
            secrets.authorization(
                            asked.path(),
                            asked.getHeader(HttpHeaders.CONTENT_TYPE),
                            asked.getHeader(HttpHeaders.AUTHORIZATION),
                            body.getBytes())
                    .ifPresent(basic -> asked.headers().set(HttpHeaders.AUTHORIZATION, basic));
        } catch (ProblemException refusal) {
            context.fail(refusal);
            return;
        }
        if (context.request().version() == HttpVersion.HTTP_2) {
            ofStream(context.request()).putLocal(TAKEN_IN, body);
            router.handle(new Ended(context.request()));
        } else {
            ((RoutingContextInternal) context).setBody(body);
            context.next();
        }
    }

    /** What is kept for one request; over HTTP/2 a connection carries many at once. */
    private static Context ofStream(HttpServerRequest request) {
        return ((HttpServerRequestInternal) request).context();
    }

    /** The framework pauses every request, and HTTP/2 allows that of none that has ended: so this one comes in again. */
    private static final class Ended extends HttpServerRequestWrapper {

        Ended(HttpServerRequest request) {
            super((HttpServerRequestInternal) request);
        }

        @Override
        public HttpServerRequest pause() {
            return this;
        }
    }

    private static void refuseOnce(RoutingContext context, ProblemException refusal) {
        if (!context.failed()) {
            refuse(context, refusal);
        }
    }

    /** Only until the body is in: how long the answer takes is not the sender's doing. */
    private static long closeWhenLate(RoutingContext context) {
        long timer = context.vertx()
                .setTimer(
                        BODY_TIMEOUT_MILLIS,
                        expired -> context.request().connection().close());
        context.addEndHandler(ended -> context.vertx().cancelTimer(timer));
        return timer;
    }
}
