package dev.sallyport.base.cookie;

import dev.sallyport.base.problem.OAuthError;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;

/**
 * Refuses to use cookies for a foreign page before the body is read, and moves the tokens of an answer into cookies.
 */
@Provider
@UsesTokenCookies
public class TokenCookieFilter implements ContainerRequestFilter, ContainerResponseFilter {

    private static final String INVALID_GRANT = "invalid_grant";

    private final TokenCookies cookies;

    TokenCookieFilter(TokenCookies cookies) {
        this.cookies = cookies;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (cookies.areRequested() && !cookies.isFromTrustedOrigin()) {
            throw new ProblemException(ProblemType.FORBIDDEN)
                    .detail(
                            "{0} works only for pages of this origin or of an allowed one. Omit it, or"
                                    + " allow the origin in SALLYPORT_BROWSER_ORIGINS.",
                            TokenCookies.HEADER);
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!cookies.areRequested()) {
            return;
        }
        if (response.getEntity() instanceof TokenAnswer answer) {
            answer.cookieTokens().forEach(cookies::set);
            response.setEntity(answer.withoutLastingTokens());
        } else if (response.getEntity() instanceof OAuthError error
                && error.error().equals(INVALID_GRANT)) {
            cookies.forgetRefreshToken();
        }
    }
}
