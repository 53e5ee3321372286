package dev.sallyport.edge.http;

import dev.sallyport.base.network.TrustedProxies;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.ProxyConfig;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Stops the start if the trusted proxies are not valid, or if the framework would trust forwarding headers itself. */
@ApplicationScoped
class ForwardingGuard {

    private final ProxyConfig framework;
    private final TrustedProxies proxies;

    ForwardingGuard(VertxHttpConfig http, TrustedProxies proxies) {
        this.framework = http.proxy();
        this.proxies = proxies;
    }

    void check(@Observes StartupEvent started) {
        proxies.fault().ifPresent(fault -> {
            throw new IllegalStateException(fault);
        });
        if (framework.proxyAddressForwarding()) {
            throw new IllegalStateException(
                    "QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING is on: unset it. The proxies in"
                            + " QUARKUS_HTTP_PROXY_TRUSTED_PROXIES are trusted without it");
        }
    }
}
