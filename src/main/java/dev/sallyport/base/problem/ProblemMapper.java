package dev.sallyport.base.problem;

import dev.sallyport.base.exchange.AllowedMethods;
import dev.sallyport.base.exchange.RequestLanguage;
import dev.sallyport.base.language.Language;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Answers every failure of a resource with a problem document, or under {@code /oauth2} with an OAuth error.
 *
 * <p>The framework has mappers of its own for some exceptions, and the one for the nearest type wins: so those are
 * named here, although {@link Throwable} covers them.
 */
class ProblemMapper {

    private static final String CLIENT_ROLE = "client:";

    private final AllowedMethods allowedMethods;
    private final RoutingContext request;
    private final SecurityIdentity identity;

    ProblemMapper(AllowedMethods allowedMethods, RoutingContext request, SecurityIdentity identity) {
        this.allowedMethods = allowedMethods;
        this.request = request;
        this.identity = identity;
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response unauthenticated(SecurityException failure, ResourceInfo resource) {
        boolean isOauth = OAuthError.isSpokenAt(path());
        ProblemException refusal =
                isOauth ? new ProblemException(ProblemType.INVALID_CLIENT) : ExceptionClassifier.of(failure);
        return answer(challenged(refusal, isOauth || isForClients(resource)));
    }

    /** The framework refuses a caller whose role is not among those of the method. */
    @ServerExceptionMapper(ForbiddenException.class)
    Response forbidden(ForbiddenException failure, ResourceInfo resource) {
        return answer(AccessDeniedProblem.of(identity.getRoles(), roles(resource)));
    }

    @ServerExceptionMapper({ConstraintViolationException.class, Throwable.class})
    Response failed(Throwable failure, ResourceInfo resource) {
        return respond(ExceptionClassifier.of(failure), resource);
    }

    /** The framework reports a path as unknown when another class has the method, so the path decides here. */
    @ServerExceptionMapper({NotFoundException.class, NotAllowedException.class})
    Response unmatched(ClientErrorException failure, Request call) {
        Set<String> allowed = allowedMethods.of(path());
        if (allowed.isEmpty()) {
            return answer(new ProblemException(ProblemType.NO_SUCH_PATH));
        }
        if (!allowed.contains(call.getMethod())) {
            return answer(methodNotAllowed(allowed));
        }
        return answer(allowedMethods
                .malformedId(path(), call.getMethod())
                .map(ProblemMapper::notAnId)
                .orElseGet(() -> new ProblemException(ProblemType.NOT_FOUND)));
    }

    private static ProblemException methodNotAllowed(Set<String> allowed) {
        String methods = String.join(", ", allowed);
        return new ProblemException(ProblemType.METHOD_NOT_ALLOWED)
                .detail("Use one of the methods of this path: {0}.", methods)
                .header(HttpHeaders.ALLOW, methods);
    }

    /** No existing id has this form, so the response can say why. */
    private static ProblemException notAnId(String parameter) {
        return new ProblemException(ProblemType.NOT_FOUND)
                .error(parameter, "is not a UUID, so the resource does not exist");
    }

    @ServerExceptionMapper
    Response refused(ProblemException refusal, ResourceInfo resource) {
        return respond(refusal, resource);
    }

    @ServerExceptionMapper
    Response answered(WebApplicationException failure, ResourceInfo resource) {
        Response response = failure.getResponse();
        return response.getStatus() < 400 ? response : respond(ExceptionClassifier.of(failure), resource);
    }

    /**
     * Each 401 names the accepted schemes (RFC 9110 section 15.5.2), also where a password or a code in the body was wrong.
     * No browser opens a dialog for {@code Bearer}.
     */
    private Response respond(ProblemException refusal, ResourceInfo resource) {
        boolean isUnchallenged = refusal.type().status() == Response.Status.UNAUTHORIZED.getStatusCode()
                && !refusal.headers().containsKey(HttpHeaders.WWW_AUTHENTICATE);
        return answer(isUnchallenged ? challenged(refusal, isForClients(resource)) : refusal);
    }

    /**
     * The challenge reports an error only if the credential itself is refused: a wrong code does not invalidate the
     * token.
     */
    private ProblemException challenged(ProblemException refusal, boolean isForClients) {
        boolean isOfCredential =
                refusal.type() == ProblemType.NOT_AUTHENTICATED || refusal.type() == ProblemType.INVALID_CLIENT;
        ProblemException told =
                isForClients ? refusal.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"sallyport\"") : refusal;
        return told.header(
                HttpHeaders.WWW_AUTHENTICATE,
                isOfCredential ? BearerChallenge.unauthenticated(credential()) : "Bearer");
    }

    private String credential() {
        return request.request().getHeader(HttpHeaders.AUTHORIZATION);
    }

    /** Not the one of JAX-RS, which decodes twice and fails at an encoded percent sign. */
    private String path() {
        return request.normalizedPath();
    }

    private Response answer(ProblemException given) {
        ProblemException refusal = withMediaTypes(given);
        Response.ResponseBuilder response = OAuthError.isSpokenAt(path()) ? oauth(refusal) : problem(refusal);
        refusal.headers().forEach((name, values) -> values.forEach(value -> response.header(name, value)));
        return response.build();
    }

    private ProblemException withMediaTypes(ProblemException refusal) {
        String method = request.request().method().name();
        return switch (refusal.type()) {
            case UNSUPPORTED_MEDIA_TYPE ->
                MediaTypeProblem.unsupported(refusal, allowedMethods.consumed(path(), method), method);
            case NOT_ACCEPTABLE -> MediaTypeProblem.notAcceptable(refusal, allowedMethods.produced(path(), method));
            default -> refusal;
        };
    }

    private Response.ResponseBuilder problem(ProblemException refusal) {
        Language language = RequestLanguage.of(request);
        return Response.status(refusal.type().status())
                .type(Problem.MEDIA_TYPE)
                .language(language.locale())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .entity(refusal.document(language));
    }

    /** In English, since only ASCII is allowed there. */
    private static Response.ResponseBuilder oauth(ProblemException refusal) {
        return Response.status(OAuthError.status(refusal))
                .type(MediaType.APPLICATION_JSON)
                .entity(OAuthError.of(refusal));
    }

    private static boolean isForClients(ResourceInfo resource) {
        return roles(resource).stream().anyMatch(role -> role.startsWith(CLIENT_ROLE));
    }

    /** The roles that may call the current method; empty if it is open to all or does not exist. */
    private static List<String> roles(ResourceInfo resource) {
        Method method = resource.getResourceMethod();
        if (method == null || method.isAnnotationPresent(PermitAll.class)) {
            return List.of();
        }
        RolesAllowed roles = method.getAnnotation(RolesAllowed.class);
        if (roles == null) {
            roles = resource.getResourceClass().getAnnotation(RolesAllowed.class);
        }
        return roles == null ? List.of() : List.of(roles.value());
    }
}
