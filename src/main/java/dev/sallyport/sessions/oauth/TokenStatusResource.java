package dev.sallyport.sessions.oauth;

import dev.sallyport.base.exchange.ChangesNothing;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.security.caller.WithoutIdempotencyKey;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirementsSet;
import org.jboss.resteasy.reactive.RestResponse;

/** Token introspection (RFC 7662) and revocation (RFC 7009). */
@Path("/oauth2")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Produces(MediaType.APPLICATION_JSON)
public class TokenStatusResource {

    private final TokenIntrospectionService service;
    private final CurrentCaller caller;

    TokenStatusResource(TokenIntrospectionService service, CurrentCaller caller) {
        this.service = service;
        this.caller = caller;
    }

    @POST
    @ChangesNothing
    @Path("/introspect")
    @RolesAllowed(Roles.CLIENT_INTROSPECT)
    @WithoutIdempotencyKey("it changes nothing")
    public Uni<IntrospectionResponse> introspect(@NotNull TokenIntrospectionRequest request) {
        return service.introspect(request, caller.client());
    }

    @POST
    @Path("/revoke")
    @PermitAll
    @SecurityRequirementsSet
    @SecurityRequirement(name = "clientBasic")
    @WithoutIdempotencyKey("it can be repeated as it is")
    public RestResponse<Void> revoke(@NotNull TokenIntrospectionRequest request) {
        service.revoke(request, caller.anyClient(), caller.context());
        return RestResponse.ok();
    }
}
