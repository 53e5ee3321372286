package dev.sallyport.trail.seal;

import dev.sallyport.base.exchange.ChangesNothing;
import dev.sallyport.base.pagination.PageRequest;
import dev.sallyport.base.pagination.QueryParameters;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.trail.chain.Owners;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;

/** The seals of the trail, and the public keys that verify them. */
@Path("/v1/admin/audit")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.CLIENT_ADMIN)
public class SealResource {

    private final PublishedSeals seals;

    SealResource(PublishedSeals seals) {
        this.seals = seals;
    }

    @GET
    @ChangesNothing
    @Path("/seals")
    public SealPage list(@Context UriInfo uri) {
        QueryParameters parameters = new QueryParameters(uri.getQueryParameters());
        UUID owner = parameters.id("account").orElse(Owners.SERVICE);
        PageRequest page = new PageRequest(parameters.after(), parameters.limit());
        parameters.refuseOthers();
        return SealPage.of(seals.page(owner, page));
    }

    @GET
    @ChangesNothing
    @Path("/keys")
    public SealKeyPage keys() {
        return SealKeyPage.of(seals.keys());
    }
}
