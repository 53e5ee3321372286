package dev.sallyport.signin.sso;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.ProviderId;
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
import org.jboss.resteasy.reactive.ResponseStatus;

/** The identity providers with which users of an account sign in. */
@Path("/v1/accounts/{accountId}/identity-providers")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.CLIENT_PROVISION)
@Tag(name = "Single sign-on", description = "OpenID providers of accounts, and who their subjects are here.")
public class ProviderResource {

    private static final String PROVIDER = """
            {"id": "0199d3c2-a1b2-7c3d-8e4f-5a6b7c8d9e0f", "name": "Acme Okta",
             "issuer": "https://login.acme.example", "clientId": "sallyport-acme",
             "emailDomains": ["acme.example"], "ssoExempt": "always", "createdAt": "2026-11-23T10:00:00Z"}
            """;

    private final ProviderService service;

    ProviderResource(ProviderService service) {
        this.service = service;
    }

    @POST
    @ResponseStatus(201)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "addIdentityProvider",
            summary = "Trust an OpenID provider for an account",
            description = "Whoever controls the provider can sign in as the users that it speaks for, in every account"
                    + " they belong to.")
    @APIResponse(
            responseCode = "201",
            description = "The provider.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ProviderView.class),
                            examples = @ExampleObject(name = "provider", value = PROVIDER)))
    @APIResponse(responseCode = "404", description = "`not-found`: no such account.")
    @APIResponse(responseCode = "409", description = "`conflict`: the account has this provider already.")
    public ProviderView add(
            @PathParam("accountId") @Parameter(description = "The account.") AccountId accountId,
            @Valid @NotNull ProviderRequest request) {
        return service.add(accountId, request).orElseThrow();
    }

    @GET
    @Operation(
            operationId = "listIdentityProviders",
            summary = "The OpenID providers of an account",
            description = "All of them, in one answer.")
    @APIResponse(
            responseCode = "200",
            description = "All of them.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ProviderList.class),
                            examples = @ExampleObject(name = "providers", value = "{\"items\": [" + PROVIDER + "]}")))
    @APIResponse(responseCode = "404", description = "`not-found`: no such account.")
    public ProviderList list(@PathParam("accountId") @Parameter(description = "The account.") AccountId accountId) {
        return service.list(accountId).orElseThrow();
    }

    @DELETE
    @Path("/{providerId}")
    @Operation(
            operationId = "removeIdentityProvider",
            summary = "Trust an OpenID provider no longer",
            description = "Its users cannot sign in by it any more; their sessions go on to their end.")
    @APIResponse(responseCode = "204", description = "Forgotten.")
    @APIResponse(responseCode = "404", description = "`not-found`.")
    public void remove(
            @PathParam("accountId") @Parameter(description = "The account.") AccountId accountId,
            @PathParam("providerId") @Parameter(description = "The provider.") ProviderId providerId) {
        service.remove(accountId, providerId).orElseThrow();
    }
}
