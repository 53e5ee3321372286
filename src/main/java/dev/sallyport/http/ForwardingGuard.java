package dev.sallyport.http;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.ProxyConfig;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Refuses to start when forwarding headers would be believed from anyone: what an empty list means to the framework. */
@ApplicationScoped
class ForwardingGuard {

    private final ProxyConfig proxy;

    ForwardingGuard(VertxHttpConfig http) {
        this.proxy = http.proxy();
    }

    void check(@Observes StartupEvent started) {
        if (proxy.proxyAddressForwarding() && proxy.trustedProxies().isEmpty()) {
            throw new IllegalStateException(
                    "QUARKUS_HTTP_PROXY_TRUSTED_PROXIES is empty: name the proxies, or unset it");
        }
    }
}
