package dev.sallyport.edge.http;

import dev.sallyport.base.cors.AllowedOrigins;
import dev.sallyport.base.exchange.RequestId;
import dev.sallyport.base.problem.Problem;
import dev.sallyport.base.problem.ProblemException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;

/**
 * The first handler of every request: sets its request id and the headers that every response has, and refuses what is
 * over a limit.
 */
@ApplicationScoped
class IngressHandler {

    /** Before every route of the framework: even its own refusals then carry the id and the headers. */
    private static final int FIRST = Integer.MIN_VALUE;

    /** Runs before the observer that answers failures, whose route has the same order. */
    private static final int EARLY = 1;

    private final RequestLimits limits;
    private final CrossOrigin crossOrigin;
    private final AllowedOrigins origins;
    private final ConnectionDrain drain;
    private final Clock clock;

    IngressHandler(
            RequestLimits limits, CrossOrigin crossOrigin, AllowedOrigins origins, ConnectionDrain drain, Clock clock) {
        this.limits = limits;
        this.crossOrigin = crossOrigin;
        this.origins = origins;
        this.drain = drain;
        this.clock = clock;
    }

    void register(@Observes @Priority(EARLY) Router router) {
        router.route().order(FIRST).handler(this::enter).failureHandler(this::enterRefused);
    }

    /** Requests that the router itself refuses, without a host or a path, do not reach this handler. */
    private void enterRefused(RoutingContext context) {
        boolean hasEntered = context.response().headers().contains(ResponseHeaders.REQUEST_ID);
        if (hasEntered) {
            context.next();
            return;
        }
        ResponseHeaders.put(context, RequestId.assign(), clock.instant());
        limits.refusal(context.request()).ifPresentOrElse(refusal -> refuse(context, refusal), context::next);
    }

    private void enter(RoutingContext context) {
        if (ForwardAuthRequest.isAsked(context)) {
            enterAgain(context);
            return;
        }
        drain.enter(context);
        ResponseHeaders.put(context, RequestId.assign(), clock.instant());
        acceptJsonBesideProblems(context.request());
        crossOrigin.put(context);
        if (ForwardAuthRequest.is(context.request(), origins)
                && RequestHead.of(context.request()).fault().isEmpty()) {
            ForwardAuthRequest.ask(context);
            return;
        }
        limits.refusal(context.request()).ifPresentOrElse(refusal -> refuse(context, refusal), context::next);
    }

    /** A forwarded question, rerouted: the framework has dropped the headers of its answer on the way here. */
    private void enterAgain(RoutingContext context) {
        ResponseHeaders.put(context, RequestId.current(), clock.instant());
        crossOrigin.put(context);
        ForwardAuthRequest.closeAfterBody(context);
        context.next();
    }

    /** A client that accepts problems accepts JSON: generated clients accept nothing else if a success has no body. */
    private static void acceptJsonBesideProblems(HttpServerRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        if (accept != null && accept.contains(Problem.MEDIA_TYPE) && !accept.contains(MediaType.APPLICATION_JSON)) {
            request.headers().set(HttpHeaders.ACCEPT, accept + ", " + MediaType.APPLICATION_JSON + ";q=0.001");
        }
    }

    private static void refuse(RoutingContext context, ProblemException refusal) {
        ResponseHeaders.closeConnection(context);
        context.fail(refusal);
        boolean isUnclear = RequestHead.of(context.request()).fault().isPresent();
        if (isUnclear && context.request().version() != HttpVersion.HTTP_2) {
            // Now, not when the rest has come: the rest would be read as a request.
            context.request().connection().close();
        }
    }
}
