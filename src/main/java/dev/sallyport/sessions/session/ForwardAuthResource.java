package dev.sallyport.sessions.session;

import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.security.caller.UserCaller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Forward authentication for reverse proxies: whether a request may pass, and which user sends it. */
@Path("/v1/forward-auth")
@Tag(name = "Sessions and tokens")
public class ForwardAuthResource {

    private final CurrentCaller caller;

    ForwardAuthResource(CurrentCaller caller) {
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Roles.USER)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "forwardAuth",
            summary = "Let a reverse proxy ask, for nginx `auth_request` and Traefik ForwardAuth",
            description =
                    "The proxy passes the request's Authorization header on. Whatever else it copies (method, other"
                            + " headers, query, body) changes nothing: the answer is 200 or 401, also for credentials that are"
                            + " not a user's. It MUST overwrite the three headers of the answer in the request that it lets"
                            + " through, whether they are there or not.")
    @APIResponse(
            responseCode = "200",
            description = "Let it pass: the session is alive.",
            headers = {
                @Header(
                        name = "X-Auth-User",
                        description = "The user's id.",
                        schema = @Schema(implementation = String.class, format = "uuid")),
                @Header(
                        name = "X-Auth-Session",
                        description = "The session's id.",
                        schema = @Schema(implementation = String.class, format = "uuid")),
                @Header(
                        name = "X-Auth-Acr",
                        description = "What the token states, as far as the user still has it: `1fa` or `2fa`.",
                        schema = @Schema(implementation = String.class))
            })
    public RestResponse<Void> check() {
        UserCaller user = caller.user();
        return RestResponse.ResponseBuilder.<Void>ok(null)
                .header("X-Auth-User", user.userId())
                .header("X-Auth-Session", user.sessionId())
                .header("X-Auth-Acr", user.level().acr())
                .build();
    }
}
