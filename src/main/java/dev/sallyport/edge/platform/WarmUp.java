package dev.sallyport.edge.platform;

import dev.sallyport.base.useragent.UserAgents;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;

/** Loads, once the service listens, what would slow down the first sign-in; the start does not wait for it. */
@Singleton
class WarmUp {

    void onListening(@ObservesAsync HttpServerStart start) {
        UserAgents.read("curl/8");
    }
}
