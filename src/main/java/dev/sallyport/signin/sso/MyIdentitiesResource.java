package dev.sallyport.signin.sso;

import dev.sallyport.base.ids.ProviderId;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.RecentAuthentication;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The providers with which the signed-in user can sign in. */
@Path("/v1/me/identities")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.USER)
@Tag(name = "Single sign-on")
public class MyIdentitiesResource {

    private final MyIdentitiesService service;
    private final CurrentCaller caller;

    MyIdentitiesResource(MyIdentitiesService service, CurrentCaller caller) {
        this.service = service;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "listIdentities",
            summary = "The providers by which the user can sign in",
            description = "Each with the provider's name and when it was used last.")
    @APIResponse(
            responseCode = "200",
            description = "All of them.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = IdentityList.class),
                            examples = @ExampleObject(name = "identities", value = """
                                    {"items": [{"provider": "0199d3c2-a1b2-7c3d-8e4f-5a6b7c8d9e0f", "name": "Acme Okta",
                                                "issuer": "https://login.acme.example",
                                                "linkedAt": "2026-11-23T10:00:00Z", "lastUsedAt": null}]}
                                    """)))
    public IdentityList list() {
        return service.list(caller.user().userId());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RecentAuthentication
    @Operation(
            operationId = "linkIdentity",
            summary = "Link a provider's subject to the signed-in user",
            description = "From then on that subject signs in as this user. The provider must be one of an account that"
                    + " the user belongs to.")
    @APIResponse(responseCode = "204", description = "Linked.")
    @APIResponse(
            responseCode = "401",
            description = "`invalid-id-token`: not good, used before, or somebody's already; or `step-up-required`.")
    public void link(@Valid @NotNull LinkRequest request) {
        service.link(caller.user(), request, caller.context());
    }

    @DELETE
    @Path("/{provider}")
    @RecentAuthentication
    @Operation(
            operationId = "unlinkIdentity",
            summary = "Unlink a provider",
            description = "The user cannot sign in by it any more; the last way to sign in stays.")
    @APIResponse(responseCode = "204", description = "The user cannot sign in by it any more.")
    @APIResponse(responseCode = "404", description = "`not-found`.")
    @APIResponse(responseCode = "409", description = "`conflict`: without a password there would be no way left.")
    public void unlink(@PathParam("provider") @Parameter(description = "The provider.") ProviderId provider) {
        service.unlink(caller.user(), provider, caller.context());
    }
}
