package dev.sallyport.client;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.List;
import java.util.Objects;

/**
 * Lets requests pass that have a token as required, and answers the others with the challenge and a problem document.
 * Behind it the principal of the {@link SecurityContext} is the {@link SignIn}.
 *
 * <p>{@link SignInFeature} registers it for the operations that say what they require. An application in which all
 * operations require the same can register it by itself.
 */
@Priority(Priorities.AUTHENTICATION)
public class SignInFilter implements ContainerRequestFilter {

    private final TokenVerifier verifier;
    private final Requirement requirement;

    /**
     * Makes the filter.
     *
     * @param verifier checks the tokens
     * @param requirement what each request requires
     */
    public SignInFilter(TokenVerifier verifier, Requirement requirement) {
        this.verifier = Objects.requireNonNull(verifier, "verifier");
        this.requirement = Objects.requireNonNull(requirement, "requirement");
    }

    Requirement requirement() {
        return requirement;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        List<String> headers = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        TokenVerdict verdict = verifier.verifyHeader(headers == null ? List.of() : headers, requirement);
        if (verdict instanceof TokenVerdict.Accepted accepted) {
            request.setSecurityContext(new Verified(accepted.signIn(), request.getSecurityContext()));
        } else if (verdict instanceof TokenVerdict.Refused refused) {
            request.abortWith(answer(refused.refusal()));
        }
    }

    private static Response answer(Refusal refusal) {
        Response.ResponseBuilder answer = Response.status(refusal.status())
                .type(Refusal.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(refusal.problem());
        refusal.challenge().ifPresent(challenge -> answer.header(HttpHeaders.WWW_AUTHENTICATE, challenge));
        if (refusal.reason() == Refusal.Reason.UNAVAILABLE) {
            answer.header(HttpHeaders.RETRY_AFTER, Refusal.RETRY_AFTER);
        }
        return answer.build();
    }

    private record Verified(SignIn signIn, SecurityContext before) implements SecurityContext {

        @Override
        public Principal getUserPrincipal() {
            return signIn;
        }

        @Override
        public boolean isUserInRole(String role) {
            return signIn.roles().contains(role);
        }

        @Override
        public boolean isSecure() {
            return before != null && before.isSecure();
        }

        @Override
        public String getAuthenticationScheme() {
            return "Bearer";
        }
    }
}
