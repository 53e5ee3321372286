package dev.sallyport.support.reset;

import dev.sallyport.base.exchange.ChangesNothing;
import dev.sallyport.base.pagination.PageRequest;
import dev.sallyport.security.caller.RecentAuthentication;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.support.agent.Agents;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

/** The resets that wait: for a second agent, or for their time. */
@Path("/v1/support/resets")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.SUPPORT)
@RecentAuthentication
public class OpenResetsResource {

    private final ResetService resets;
    private final Agents agents;

    OpenResetsResource(ResetService resets, Agents agents) {
        this.resets = resets;
        this.agents = agents;
    }

    @GET
    @ChangesNothing
    public ResetPage list(@Context UriInfo uri) {
        agents.current();
        return ResetPage.of(resets.listOpen(PageRequest.parse(uri.getQueryParameters())));
    }
}
