package dev.sallyport.problem;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
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
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Answers every failure of a resource with a problem document, or under {@code /oauth2} with what OAuth has for it.
 *
 * <p>The framework has mappers of its own for some exceptions, and the one for the nearest type wins: so those are named
 * here, although {@link Throwable} covers them.
 */
class ProblemMapper {

    private static final String CLIENT_ROLE = "client:";

    private final AllowedMethods allowedMethods;

    ProblemMapper(AllowedMethods allowedMethods) {
        this.allowedMethods = allowedMethods;
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response unauthenticated(SecurityException failure, ResourceInfo resource, UriInfo uri) {
        boolean isOauth = OAuthError.isSpokenAt(uri.getPath());
        ProblemException refusal = isOauth ? new ProblemException(ProblemType.INVALID_CLIENT) : Diagnosis.of(failure);
        if (isOauth || isForClients(resource)) {
            refusal = refusal.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"sallyport\"");
        }
        return respond(refusal.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer"), uri);
    }

    @ServerExceptionMapper({ForbiddenException.class, ConstraintViolationException.class, Throwable.class})
    Response failed(Throwable failure, UriInfo uri) {
        return respond(Diagnosis.of(failure), uri);
    }

    /** The framework takes a path of one class for unknown when another class has the method: so the path decides. */
    @ServerExceptionMapper({NotFoundException.class, NotAllowedException.class})
    Response unmatched(ClientErrorException failure, UriInfo uri, Request request) {
        Set<String> allowed = allowedMethods.of(uri.getPath());
        if (allowed.isEmpty() || allowed.contains(request.getMethod())) {
            return respond(new ProblemException(ProblemType.NOT_FOUND), uri);
        }
        return respond(
                new ProblemException(ProblemType.METHOD_NOT_ALLOWED)
                        .header(HttpHeaders.ALLOW, String.join(", ", allowed)),
                uri);
    }

    @ServerExceptionMapper
    Response refused(ProblemException refusal, UriInfo uri) {
        return respond(refusal, uri);
    }

    @ServerExceptionMapper
    Response answered(WebApplicationException failure, UriInfo uri) {
        Response response = failure.getResponse();
        return response.getStatus() < 400 ? response : respond(Diagnosis.of(failure), uri);
    }

    private static Response respond(ProblemException refusal, UriInfo uri) {
        int status = refusal.type().status();
        Response.ResponseBuilder response = Response.status(status);
        if (OAuthError.isSpokenAt(uri.getPath()) && (status == 400 || status == 401)) {
            response.type(MediaType.APPLICATION_JSON).entity(OAuthError.of(refusal));
        } else {
            response.type(Problem.MEDIA_TYPE).entity(Problem.of(refusal));
        }
        refusal.headers().forEach((name, values) -> values.forEach(value -> response.header(name, value)));
        return response.build();
    }

    private static boolean isForClients(ResourceInfo resource) {
        Method method = resource.getResourceMethod();
        if (method == null) {
            return false;
        }
        RolesAllowed roles = method.getAnnotation(RolesAllowed.class);
        if (roles == null) {
            roles = resource.getResourceClass().getAnnotation(RolesAllowed.class);
        }
        return roles != null && Arrays.stream(roles.value()).anyMatch(role -> role.startsWith(CLIENT_ROLE));
    }
}
