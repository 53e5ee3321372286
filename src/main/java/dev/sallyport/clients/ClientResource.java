package dev.sallyport.clients;

import dev.sallyport.base.exchange.ChangesNothing;
import dev.sallyport.base.pagination.QueryParameters;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The backends that may call this service. */
@Path("/v1/admin/clients")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.CLIENT_ADMIN)
public class ClientResource {

    private final ClientAdministration clients;
    private final CurrentCaller caller;

    ClientResource(ClientAdministration clients, CurrentCaller caller) {
        this.clients = clients;
        this.caller = caller;
    }

    @POST
    @ResponseStatus(201)
    public ClientSecretResponse create(@Valid @NotNull ClientRequest request) {
        return clients.create(request, caller.client(), caller.context());
    }

    @GET
    @ChangesNothing
    public ClientPage list(@Context UriInfo uri) {
        QueryParameters parameters = new QueryParameters(uri.getQueryParameters());
        int limit = parameters.limit();
        String after = parameters.after(ClientAdministration::id).orElse("");
        parameters.refuseOthers();
        return ClientPage.of(clients.list(limit, after));
    }

    @PATCH
    @Path("/{id}")
    public ClientView change(@PathParam("id") String id, @Valid @NotNull ClientChange change) {
        return clients.change(id, change, caller.client(), caller.context()).orElseThrow();
    }

    @POST
    @Path("/{id}/rotate")
    @Consumes(MediaType.WILDCARD)
    @ResponseStatus(201)
    public ClientSecretResponse rotate(@PathParam("id") String id) {
        return clients.rotate(id, caller.client(), caller.context()).orElseThrow();
    }

    @DELETE
    @Path("/{id}")
    @Consumes(MediaType.WILDCARD)
    @ResponseStatus(204)
    public void delete(@PathParam("id") String id) {
        clients.delete(id, caller.client(), caller.context()).orElseThrow();
    }
}
