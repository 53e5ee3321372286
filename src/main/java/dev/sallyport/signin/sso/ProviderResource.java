package dev.sallyport.signin.sso;

import dev.sallyport.base.exchange.ChangesNothing;
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
import org.jboss.resteasy.reactive.ResponseStatus;

/** The identity providers with which users of an account sign in. */
@Path("/v1/accounts/{accountId}/identity-providers")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.CLIENT_PROVISION)
public class ProviderResource {

    private final ProviderService service;

    ProviderResource(ProviderService service) {
        this.service = service;
    }

    @POST
    @ResponseStatus(201)
    @Consumes(MediaType.APPLICATION_JSON)
    public ProviderView add(@PathParam("accountId") AccountId accountId, @Valid @NotNull ProviderRequest request) {
        return service.add(accountId, request).orElseThrow();
    }

    @GET
    @ChangesNothing
    public ProviderList list(@PathParam("accountId") AccountId accountId) {
        return service.list(accountId).orElseThrow();
    }

    @DELETE
    @Path("/{providerId}")
    public void remove(@PathParam("accountId") AccountId accountId, @PathParam("providerId") ProviderId providerId) {
        service.remove(accountId, providerId).orElseThrow();
    }
}
