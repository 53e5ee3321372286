package dev.sallyport.edge.http;

import dev.sallyport.base.database.DatabaseConfig;
import dev.sallyport.base.exchange.AllowedMethods;
import dev.sallyport.base.exchange.ChangesNothing;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.time.Duration;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses on a read-only replica, before the caller is authenticated, what could change anything.
 *
 * <p>An operation can have two media types, of which one is recorded in the trail: which of them is asked for is known
 * only once the framework has chosen the method.
 */
@ApplicationScoped
class ReadOnlyFilter {

    /** A client that is sent to another replica at once gets there sooner; one that is not must not call in a loop. */
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final AllowedMethods operations;
    private final boolean readOnly;

    ReadOnlyFilter(AllowedMethods operations, DatabaseConfig config) {
        this.operations = operations;
        this.readOnly = config.readOnly();
    }

    @ServerRequestFilter(preMatching = true)
    void beforeMatching(RoutingContext request) {
        if (readOnly
                && operations.changes(
                        request.normalizedPath(), request.request().method().name())) {
            throw refusal();
        }
    }

    @ServerRequestFilter
    void afterMatching(ResourceInfo resource) {
        if (readOnly) {
            Method method = resource.getResourceMethod();
            if (method != null && !method.isAnnotationPresent(ChangesNothing.class)) {
                throw refusal();
            }
        }
    }

    private static ProblemException refusal() {
        return new ProblemException(ProblemType.UNAVAILABLE)
                .detail("This replica is read-only. Send the request to one that can change data.")
                .retryAfter(RETRY);
    }
}
