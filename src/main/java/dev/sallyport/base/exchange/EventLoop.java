package dev.sallyport.base.exchange;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** The event loop of the request that a thread works for. */
public final class EventLoop {

    private EventLoop() {}

    /** The same result, which comes on the event loop of this thread's request; without one, on any thread. */
    public static <T> Uni<T> here(Uni<T> result) {
        Context request = Vertx.currentContext();
        return request == null ? result : result.emitOn(rest -> request.runOnContext(now -> rest.run()));
    }
}
