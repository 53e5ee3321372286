package dev.sallyport.edge.http;

import dev.sallyport.base.exchange.AllowedMethods;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Answers OPTIONS with the methods of the path; the framework's own response lists those of the whole class. */
class Options {

    private final AllowedMethods allowedMethods;
    private final RoutingContext routing;

    Options(AllowedMethods allowedMethods, RoutingContext routing) {
        this.allowedMethods = allowedMethods;
        this.routing = routing;
    }

    @ServerRequestFilter(preMatching = true)
    @Nullable
    Response answer(ContainerRequestContext request) {
        if (!request.getMethod().equals(HttpMethod.OPTIONS)) {
            return null;
        }
        Set<String> allowed = allowedMethods.of(routing.normalizedPath());
        return allowed.isEmpty() ? null : Response.noContent().allow(allowed).build();
    }
}
