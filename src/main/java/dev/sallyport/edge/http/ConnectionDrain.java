package dev.sallyport.edge.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.Vertx;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Closes the port before the service stops, so that a proxy that keeps its connections open loses no request.
 *
 * <p>In the last second of the delay of the shutdown no connection is accepted: a proxy then finds another replica
 * before it has sent anything. The connections that it has stay good, and the framework closes each with its next
 * answer. A port that is open until the process ends would be closed at the worst moment: each request comes on a new
 * connection then, and those that the system has accepted but this process has not are reset.
 */
@ApplicationScoped
class ConnectionDrain {

    /** As long as the default delay, so that the port is closed at once unless a balancer needs time to notice. */
    private static final Duration CLOSED = Duration.ofSeconds(1);

    /** Where connections are accepted. The server itself can only be closed together with its connections. */
    private final Set<Channel> ports = ConcurrentHashMap.newKeySet();

    private final Vertx vertx;
    private final Optional<Duration> delay;

    ConnectionDrain(Vertx vertx, @ConfigProperty(name = "quarkus.shutdown.delay") Optional<Duration> delay) {
        this.vertx = vertx;
        this.delay = delay;
    }

    /** Learns where the connection of a request was accepted. */
    void enter(RoutingContext context) {
        if (context.request().connection() instanceof ConnectionBase connection
                && connection.channel().parent() != null) {
            ports.add(connection.channel().parent());
        }
    }

    void begin(@Observes ShutdownDelayInitiatedEvent event) {
        Duration open = delay.orElse(Duration.ZERO).minus(CLOSED);
        if (open.toMillis() > 0) {
            vertx.setTimer(open.toMillis(), elapsed -> acceptNoMore());
        } else {
            acceptNoMore();
        }
    }

    private void acceptNoMore() {
        ports.forEach(port -> {
            ChannelFuture unused = port.close();
        });
    }
}
