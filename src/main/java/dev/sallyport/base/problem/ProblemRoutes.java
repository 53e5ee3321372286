package dev.sallyport.base.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.base.exchange.RequestLanguage;
import dev.sallyport.base.language.Language;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Answers the failures that happen before a resource is reached: early refusals, and failures of the HTTP server's own
 * handlers.
 */
@ApplicationScoped
class ProblemRoutes {

    /** Vert.x asks the routes for a failure handler in their order, and the framework's own answers in HTML. */
    private static final int BEFORE_THE_FRAMEWORK = Integer.MIN_VALUE;

    private final ObjectMapper json;

    ProblemRoutes(ObjectMapper json) {
        this.json = json;
    }

    void register(@Observes Router router) {
        router.route().order(BEFORE_THE_FRAMEWORK).failureHandler(this::answer);
    }

    private void answer(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            // A part of the response is sent: only closing the connection tells the client that it is incomplete.
            context.request().connection().close();
            return;
        }
        ProblemException refusal = refusal(context);
        refusal.headers().forEach(response::putHeader);
        if (OAuthError.isSpokenAt(String.valueOf(context.request().path()))) {
            response.setStatusCode(OAuthError.status(refusal));
            response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
            response.end(encode(OAuthError.of(refusal)));
        } else {
            send(response, refusal, RequestLanguage.of(context));
        }
    }

    private static ProblemException refusal(RoutingContext context) {
        if (context.failure() != null) {
            return ExceptionClassifier.of(context.failure());
        }
        // The router itself answers 404 if no route has the path.
        return new ProblemException(
                context.statusCode() == ProblemType.NO_SUCH_PATH.status()
                        ? ProblemType.NO_SUCH_PATH
                        : ProblemType.of(context.statusCode()));
    }

    private void send(HttpServerResponse response, ProblemException refusal, Language language) {
        response.setStatusCode(refusal.type().status());
        response.putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        response.putHeader(HttpHeaders.CONTENT_LANGUAGE, language.tag());
        response.putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
        response.end(encode(refusal.document(language)));
    }

    private Buffer encode(Object answer) {
        try {
            return Buffer.buffer(json.writeValueAsBytes(answer));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A refusal can always be written as JSON", impossible);
        }
    }
}
