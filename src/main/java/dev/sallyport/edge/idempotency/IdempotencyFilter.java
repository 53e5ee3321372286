package dev.sallyport.edge.idempotency;

import dev.sallyport.base.exchange.RequestBody;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.caller.ClientCaller;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.EndedEnrollment;
import dev.sallyport.security.caller.EnrollmentCaller;
import dev.sallyport.security.caller.IdempotencyKey;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.security.caller.WithoutIdempotencyKey;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Answers a retry of a POST with the answer to the first request that had its Idempotency-Key. It stands after what
 * asks for a caller and a recent proof, and before everything that reads, counts or changes something: a retry spends
 * nothing. A request without a key passes.
 */
class IdempotencyFilter {

    /** After the filters that refuse a caller; and before those that change the answer. */
    private static final int INNERMOST = 6000;

    private static final String BEGUN = IdempotentRequest.class.getName();

    private final IdempotentRequests requests;
    private final ResponseCodec answers;
    private final AffectedUsers users;
    private final CurrentCaller current;
    private final SecurityIdentity identity;
    private final RoutingContext routing;

    IdempotencyFilter(
            IdempotentRequests requests,
            ResponseCodec answers,
            AffectedUsers users,
            CurrentCaller current,
            SecurityIdentity identity,
            RoutingContext routing) {
        this.requests = requests;
        this.answers = answers;
        this.users = users;
        this.current = current;
        this.identity = identity;
        this.routing = routing;
    }

    @ServerRequestFilter(priority = INNERMOST)
    @Nullable
    Response begin(ContainerRequestContext request, ResourceInfo resource) {
        List<String> fields = request.getHeaders().getOrDefault(IdempotencyKey.HEADER, List.of());
        if (fields.isEmpty() || !request.getMethod().equals(HttpMethod.POST)) {
            return null;
        }
        // also where it is not kept here: a refresh without the key that its client meant to send is not repeatable
        IdempotencyKey key = IdempotencyKey.of(fields).orElseThrow();
        if (!takesKey(resource)) {
            return null;
        }
        Principal principal = isForAnyone(resource) || identity.isAnonymous() ? null : identity.getPrincipal();
        String query = Optional.ofNullable(routing.request().query()).orElse("");
        IdempotentRequest idempotent = IdempotentRequest.of(
                caller(principal, request), "POST " + routing.normalizedPath(), key, query, RequestBody.of(routing));
        if (principal instanceof EndedEnrollment) {
            return answers.replay(
                    requests.find(idempotent).orElseThrow(() -> new ProblemException(ProblemType.NOT_AUTHENTICATED)));
        }
        IdempotentRequests.Beginning beginning = principal == null
                ? requests.begin(idempotent, current.context().address())
                : requests.begin(idempotent);
        if (beginning.stored()) {
            request.setProperty(BEGUN, idempotent);
            users.begin(principal);
        }
        return beginning.answer().map(answers::replay).orElse(null);
    }

    @ServerResponseFilter(priority = INNERMOST)
    void end(ContainerRequestContext request, ContainerResponseContext answer) {
        if (request.getProperty(BEGUN) instanceof IdempotentRequest idempotent) {
            request.removeProperty(BEGUN);
            if (ReplayableResponses.keeps(answer.getStatus(), ResponseCodec.problem(answer))) {
                requests.keep(idempotent, answers.kept(answer), users.ids());
            } else {
                requests.forget(idempotent);
            }
        }
    }

    private static boolean takesKey(ResourceInfo resource) {
        Method method = resource.getResourceMethod();
        return method != null && !method.isAnnotationPresent(WithoutIdempotencyKey.class);
    }

    /** Then a credential means nothing, and may be one that is not valid. */
    private static boolean isForAnyone(ResourceInfo resource) {
        return resource.getResourceMethod().isAnnotationPresent(PermitAll.class);
    }

    /** A session stays the same when its token is refreshed; an enrollment token is all that its holder has. */
    private static String caller(@Nullable Principal principal, ContainerRequestContext request) {
        if (principal instanceof UserCaller user) {
            return "user " + user.userId() + " " + user.sessionId();
        }
        if (principal instanceof ClientCaller client) {
            return "client " + client.clientId();
        }
        if (principal instanceof EnrollmentCaller || principal instanceof EndedEnrollment) {
            String bearer = request.getHeaderString(HttpHeaders.AUTHORIZATION);
            return "enrollment " + bearer.substring(bearer.lastIndexOf(' ') + 1);
        }
        if (principal != null) {
            throw new IllegalStateException("No such caller: " + principal.getClass());
        }
        return "";
    }
}
