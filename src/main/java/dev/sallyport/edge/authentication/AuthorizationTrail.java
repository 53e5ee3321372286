package dev.sallyport.edge.authentication;

import dev.sallyport.base.database.BoundedWork;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.EnrollmentCaller;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.security.throttle.DenialThrottle;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Response;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Records denials (403) of authenticated callers: each of the first in some minutes, and of many their number.
 * Unauthenticated requests are not recorded, because they could fill the trail.
 */
@ApplicationScoped
class AuthorizationTrail {

    /** Names in paths, ids, and tokens of neither: no address of mail, no blank, nothing long. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{0,64}");

    /** One connection to the database, however many callers are denied at once. */
    private static final int THREADS = 1;

    private static final int MAX_WAITING = 1_000;

    private final BoundedWork writing = new BoundedWork(
            Logger.getLogger(AuthorizationTrail.class),
            "A denial (403) is not in the trail",
            "trail of denials",
            THREADS,
            MAX_WAITING);

    private final Audit audit;
    private final CurrentCaller caller;
    private final RoutingContext routing;
    private final DenialThrottle throttle;
    private final Clock clock;

    AuthorizationTrail(
            Audit audit, CurrentCaller caller, RoutingContext routing, DenialThrottle throttle, Clock clock) {
        this.audit = audit;
        this.caller = caller;
        this.routing = routing;
        this.throttle = throttle;
        this.clock = clock;
    }

    @ServerResponseFilter
    void remember(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() != Response.Status.FORBIDDEN.getStatusCode() || caller.isAnonymous()) {
            return;
        }
        Instant now = clock.instant();
        Principal principal = caller.principal();
        DenialThrottle.Denial denial = throttle.count(kindOf(principal) + principal.getName(), now);
        if (!denial.isRecorded()) {
            return;
        }
        String operation = request.getMethod() + " " + withoutWords(routing.normalizedPath());
        AuditEntry entry = AuditEntry.refused(AuditType.AUTHZ_FAIL, now, caller.context())
                .user(userOf(principal))
                .by(principal)
                .with("operation", operation);
        AuditEntry told = denial.hasUnrecorded() ? entry.with("denials", denial.number()) : entry;
        // The refusal is given on the event loop, where nothing may wait for a database.
        writing.run(() -> Transactions.run(() -> audit.record(told)));
    }

    void onStop(@Observes ShutdownEvent stop) throws InterruptedException {
        writing.stop();
    }

    private static String kindOf(Principal principal) {
        return principal.getClass().getSimpleName() + " ";
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
