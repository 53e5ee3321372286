package dev.sallyport.edge.http;

import dev.sallyport.base.problem.ProblemType;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** Which shared responses and headers the responses of an operation have. */
final class OpenApiResponses {

    private static final String RETRY_AFTER = "Retry-After";
    private static final String UNAUTHENTICATED = "401";

    /** The statuses of refusals that come after a request was counted. */
    private static final Set<String> COUNTED = Set.of("401", "409", "422", "429");

    private OpenApiResponses() {}

    /**
     * Adds a reason for a status: a reference to a shared response where the operation says nothing of its own, or else
     * the text of the shared response behind the operation's own, which may be a shared one, too.
     *
     * @return the operation's own response; empty where it refers to the shared one
     */
    static Optional<APIResponse> addText(Operation operation, String status, String shared, Components components) {
        APIResponses responses = operation.getResponses();
        APIResponse own = responses.getAPIResponse(status);
        if (own == null || OpenApiProblems.isGeneral(own) || GeneratedResponses.is(own)) {
            responses.addAPIResponse(status, OASFactory.createAPIResponse().ref(shared));
            return Optional.empty();
        }
        if (own.getRef() != null) {
            own = copy(own, components);
            responses.addAPIResponse(status, own);
        }
        String text = Objects.requireNonNull(components.getResponses().get(shared), shared)
                .getDescription();
        String problem = text.substring(0, text.indexOf(':'));
        return Optional.of(
                own.getDescription().contains(problem) ? own : own.description(own.getDescription() + " " + text));
    }

    private static APIResponse copy(APIResponse reference, Components components) {
        String name = reference.getRef().substring(reference.getRef().lastIndexOf('/') + 1);
        APIResponse shared = Objects.requireNonNull(components.getResponses().get(name), name);
        return OASFactory.createAPIResponse()
                .description(shared.getDescription())
                .headers(shared.getHeaders() == null ? null : new TreeMap<>(shared.getHeaders()));
    }

    static void addSharedResponses(String path, Operation operation, Components components) {
        boolean hasBody = operation.getRequestBody() != null;
        if (OpenApiProblems.isOAuth(path)) {
            // 400 and 401 have names of their own there (RFC 6749 section 5.2), which each operation lists.
            Stream.of("413", "429", "503").forEach(status -> addShared(path, operation, status));
            if (OpenApiCallers.needsCaller(operation)) {
                addShared(path, operation, "403");
            }
            return;
        }
        if (hasBody || hasParameters(operation)) {
            addShared(path, operation, "400");
        }
        if (!operation.getSecurity().isEmpty()) {
            addUnauthenticated(path, operation, components);
            addShared(path, operation, "403");
        }
        if (OpenApiCallers.isForClients(operation)) {
            addShared(path, operation, "429");
        }
        if (hasBody) {
            addShared(path, operation, "413");
            addShared(path, operation, "415");
        }
        if (operation.getResponses().getAPIResponses().keySet().stream().noneMatch(status -> status.startsWith("4"))) {
            addShared(path, operation, "406");
        }
        addShared(path, operation, "503");
    }

    /** A 401 of the operation's own is not the only one: the credential of the caller can have expired as well. */
    private static void addUnauthenticated(String path, Operation operation, Components components) {
        APIResponse own = operation.getResponses().getAPIResponse(UNAUTHENTICATED);
        if (own != null && own.getRef() == null && OpenApiCallers.needsCaller(operation)) {
            addText(operation, UNAUTHENTICATED, "NotAuthenticated", components);
        } else {
            addShared(path, operation, UNAUTHENTICATED);
        }
    }

    /**
     * Each 401 has a challenge, and a 403 has one if the credential lacks a scope or a role. The shared responses say so
     * themselves.
     */
    static void addChallenge(String path, String status, APIResponse response, boolean isForCallers) {
        boolean isChallenged = status.equals(UNAUTHENTICATED) || (status.equals("403") && isForCallers);
        boolean isKnown =
                response.getHeaders() != null && response.getHeaders().containsKey(HttpHeaders.WWW_AUTHENTICATE);
        if (response.getRef() == null && isChallenged && !isKnown) {
            response.addHeader(
                    HttpHeaders.WWW_AUTHENTICATE, OASFactory.createHeader().ref(challenge(path, response)));
        }
    }

    private static String challenge(String path, APIResponse response) {
        if (OpenApiProblems.isOAuth(path)) {
            return "ClientChallenge";
        }
        return OpenApiProblems.names(response, ProblemType.STEP_UP_REQUIRED) ? "StepUpChallenge" : "BearerChallenge";
    }

    private static boolean hasParameters(Operation operation) {
        return operation.getParameters() != null && !operation.getParameters().isEmpty();
    }

    static void addShared(String path, Operation operation, String status) {
        APIResponse present = operation.getResponses().getAPIResponse(status);
        if (present == null || GeneratedResponses.is(present)) {
            operation
                    .getResponses()
                    .addAPIResponse(
                            status, OASFactory.createAPIResponse().ref(OpenApiProblems.sharedResponse(path, status)));
        }
    }

    static void addRetryAfter(String status, APIResponse response) {
        boolean isOutstanding =
                status.equals("409") && OpenApiProblems.names(response, ProblemType.REQUEST_OUTSTANDING);
        if (response.getRef() == null && (status.equals("429") || status.equals("503") || isOutstanding)) {
            response.addHeader(RETRY_AFTER, OASFactory.createHeader().ref("RetryAfter"));
        }
    }

    /**
     * Where a limit can refuse a request, the answers say what is left of it: successes, and the refusals of what was
     * counted.
     */
    static void addRateLimits(Operation operation) {
        Map<String, APIResponse> responses = operation.getResponses().getAPIResponses();
        if (responses.containsKey("429")) {
            responses.forEach((status, response) -> {
                if (response.getRef() == null && (status.startsWith("2") || COUNTED.contains(status))) {
                    response.addHeader("RateLimit", OASFactory.createHeader().ref("RateLimit"));
                    response.addHeader(
                            "RateLimit-Policy", OASFactory.createHeader().ref("RateLimitPolicy"));
                }
            });
        }
    }
}
