package dev.sallyport.sessions.oauth;

import dev.sallyport.base.cookie.TokenCookie;
import dev.sallyport.base.cookie.TokenCookies;
import dev.sallyport.base.cookie.UsesTokenCookies;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.WithoutIdempotencyKey;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirementsSet;

/** The token endpoint of RFC 6749. */
@Path("/oauth2/token")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Produces(MediaType.APPLICATION_JSON)
public class TokenResource {

    private final TokenService tokens;
    private final TokenCookies cookies;
    private final CurrentCaller caller;

    TokenResource(TokenService tokens, TokenCookies cookies, CurrentCaller caller) {
        this.tokens = tokens;
        this.cookies = cookies;
        this.caller = caller;
    }

    @POST
    @PermitAll
    @SecurityRequirementsSet
    @SecurityRequirement(name = "clientBasic")
    @UsesTokenCookies(reads = TokenCookie.REFRESH)
    @WithoutIdempotencyKey("the key is kept with the rotation of the refresh token, longer than an answer")
    public TokenResponse token(@NotNull TokenRequest request) {
        return tokens.grant(request.orRefreshToken(cookies.refreshToken()), caller.anyClient(), caller.context());
    }
}
