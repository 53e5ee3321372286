package dev.sallyport.edge.platform;

import dev.sallyport.base.useragent.UserAgents;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Loads, in parallel with the rest of the start, what would slow down the first sign-in. */
@Singleton
class WarmUp {

    void onStart(@Observes StartupEvent start) {
        Thread loader = new Thread(() -> UserAgents.read("curl/8"), "user-agent-rules");
        loader.setDaemon(true);
        loader.start();
    }
}
