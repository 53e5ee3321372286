package dev.sallyport.base.exchange;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Whether the answer to the current request leaves this process. */
@ApplicationScoped
public class AnswerDelivery {

    private final CurrentVertxRequest current;

    AnswerDelivery(CurrentVertxRequest current) {
        this.current = current;
    }

    /**
     * Runs an action if the connection is closed before the answer is written. It is done on the event loop and MUST
     * NOT block. Whether a written answer arrives is not known.
     */
    public void ifLost(Runnable act) {
        RoutingContext request = current.getCurrent();
        if (request == null) {
            return;
        }
        HttpServerResponse response = request.response();
        // handlers of a request are kept by its event loop alone
        request.vertx().getOrCreateContext().runOnContext(now -> {
            if (response.closed() && !response.ended()) {
                act.run();
            } else {
                request.addEndHandler(end -> {
                    if (end.failed()) {
                        act.run();
                    }
                });
            }
        });
    }
}
