package dev.sallyport.sessions.oauth;

import dev.sallyport.base.cookie.TokenCookie;
import dev.sallyport.base.cookie.TokenCookies;
import dev.sallyport.base.cookie.UsesTokenCookies;
import dev.sallyport.base.problem.OAuthError;
import dev.sallyport.security.caller.CurrentCaller;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirementsSet;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The token endpoint of RFC 6749. */
@Path("/oauth2/token")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sessions and tokens")
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
    @Operation(
            operationId = "token",
            summary = "Exchange a refresh token, or a client's secret, for tokens (RFC 6749)",
            description =
                    "`refresh_token`: each works once and brings its successor. Shown again within ten seconds it"
                            + " brings the same successor, for answers that were lost; later, the session ends and the user gets"
                            + " a mail, since there are two who hold it. The level of the session and the time of the last proof"
                            + " never rise here; a step-up replaces the refresh token too.\n\n"
                            + "`client_credentials`, with the client's id and secret by HTTP Basic: a token for the client that does"
                            + " for five minutes what the secret does; a client that is taken away, or a scope, takes it along.")
    @APIResponse(
            responseCode = "200",
            description = "New tokens.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = TokenResponse.class),
                            examples = @ExampleObject(name = "refreshed", value = """
                                    {"access_token": "eyJ.EXAMPLE", "token_type": "Bearer", "expires_in": 300,
                                     "refresh_token": "sp_rt_EXAMPLE", "refresh_expires_in": 604800, "scope": "user"}
                                    """)))
    @APIResponse(
            responseCode = "400",
            description = "`invalid_grant` (not valid, used before, or of a session that has ended), `invalid_request`,"
                    + " `invalid_scope`, `unsupported_grant_type`.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = OAuthError.class),
                            examples = @ExampleObject(name = "refused", value = """
                                    {"error": "invalid_grant", "error_description": "Sign in again."}
                                    """)))
    @APIResponse(
            responseCode = "401",
            description =
                    "`invalid_client`: client credentials are not right, or are missing for `client_credentials`.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = OAuthError.class),
                            examples = @ExampleObject(name = "unknown", value = """
                                    {"error": "invalid_client", "error_description": "The client is not known."}
                                    """)))
    public TokenResponse token(@NotNull TokenRequest request) {
        return tokens.grant(request.orRefreshToken(cookies.refreshToken()), caller.anyClient(), caller.context());
    }
}
