package dev.sallyport.edge.authentication;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.EnrollmentCaller;
import dev.sallyport.security.caller.UserCaller;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Response;
import java.security.Principal;
import java.time.Clock;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Records every denial (403) of an authenticated caller. Unauthenticated requests are not recorded, because they could
 * fill the trail.
 */
@ApplicationScoped
class AuthorizationTrail {

    /** Names in paths, ids, and tokens of neither: no address of mail, no blank, nothing long. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{0,64}");

    private final Audit audit;
    private final CurrentCaller caller;
    private final RoutingContext routing;
    private final ManagedExecutor workers;
    private final Clock clock;

    AuthorizationTrail(
            Audit audit, CurrentCaller caller, RoutingContext routing, ManagedExecutor workers, Clock clock) {
        this.audit = audit;
        this.caller = caller;
        this.routing = routing;
        this.workers = workers;
        this.clock = clock;
    }

    @ServerResponseFilter
    void remember(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() != Response.Status.FORBIDDEN.getStatusCode()) {
            return;
        }
        Principal principal = caller.principal();
        String operation = request.getMethod() + " " + withoutWords(routing.normalizedPath());
        AuditEntry entry = AuditEntry.refused(AuditType.AUTHZ_FAIL, clock.instant(), caller.context())
                .user(userOf(principal))
                .by(principal)
                .with("operation", operation);
        // The refusal is given on the event loop, where nothing may wait for a database.
        workers.execute(() -> Transactions.run(() -> audit.record(entry)));
    }

    /** A refused caller controls the path: only segments that can be ids are recorded. */
    static String withoutWords(String path) {
        return Stream.of(path.split("/"))
                .map(part -> ID.matcher(part).matches() ? part : "*")
                .collect(Collectors.joining("/"));
    }

    private static @Nullable UserId userOf(Principal principal) {
        if (principal instanceof UserCaller user) {
            return user.userId();
        }
        return principal instanceof EnrollmentCaller enrolling ? enrolling.userId() : null;
    }
}
