package dev.sallyport.sessions.oauth;

import dev.sallyport.base.problem.OAuthError;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
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
import org.jboss.resteasy.reactive.RestResponse;

/** Token introspection (RFC 7662) and revocation (RFC 7009). */
@Path("/oauth2")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sessions and tokens")
public class TokenStatusResource {

    private final TokenIntrospectionService judge;
    private final CurrentCaller caller;

    TokenStatusResource(TokenIntrospectionService judge, CurrentCaller caller) {
        this.judge = judge;
        this.caller = caller;
    }

    @POST
    @Path("/introspect")
    @RolesAllowed(Roles.CLIENT_INTROSPECT)
    @Operation(
            operationId = "introspect",
            summary = "Whether an access token is good at this moment (RFC 7662)",
            description = "From the moment a session ends, `false`. Whatever is wrong with a token, and for every token"
                    + " that is no access token, the answer is exactly `{\"active\":false}`.")
    @APIResponse(
            responseCode = "200",
            description = "What is true of it.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = IntrospectionResponse.class),
                            examples = {
                                @ExampleObject(name = "active", value = """
                                        {"active": true, "iss": "https://login.example.org",
                                         "sub": "0199d3c2-5b20-7b0e-8f3e-6d1f0c9a2b44",
                                         "sid": "0199d3c2-7a10-7f21-8c44-1d2e3f4a5b66",
                                         "aud": "https://login.example.org", "client_id": "sallyport", "scope": "user",
                                         "token_type": "Bearer", "exp": 1795433401, "iat": 1795433101,
                                         "jti": "32192240-c2bf-4816-a269-c3d318054c50", "auth_time": 1795433101,
                                         "acr": "2fa", "amr": ["pwd", "otp", "mfa"]}
                                        """),
                                @ExampleObject(name = "inactive", value = "{\"active\": false}")
                            }))
    @APIResponse(
            responseCode = "400",
            description = "`invalid_request`: it is no form, a malformed one, or `token` is missing.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = OAuthError.class)))
    @APIResponse(
            responseCode = "401",
            description = "`invalid_client`: no client credentials, or wrong ones. A user's token is none.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = OAuthError.class)))
    public IntrospectionResponse introspect(@NotNull TokenIntrospectionRequest request) {
        return judge.introspect(request, caller.client());
    }

    @POST
    @Path("/revoke")
    @PermitAll
    @SecurityRequirementsSet
    @SecurityRequirement(name = "clientBasic")
    @Operation(
            operationId = "revoke",
            summary = "Give a token up (RFC 7009)",
            description =
                    "The session behind an access or refresh token ends, with every token it had. The answer is the"
                            + " same for a token that is unknown, and for one that was not issued to the client whose credentials"
                            + " are given.")
    @APIResponse(responseCode = "200", description = "The token is worth nothing now, if it was one of ours and yours.")
    @APIResponse(
            responseCode = "400",
            description = "`invalid_request`: it is no form, a malformed one, or `token` is missing.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = OAuthError.class)))
    @APIResponse(
            responseCode = "401",
            description = "`invalid_client`: there were client credentials, and they are not right.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = OAuthError.class)))
    public RestResponse<Void> revoke(@NotNull TokenIntrospectionRequest request) {
        judge.revoke(request, caller.anyClient(), caller.context());
        return RestResponse.ok();
    }
}
