package dev.sallyport.support.reset;

import dev.sallyport.base.exchange.ChangesNothing;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.RecentAuthentication;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.support.agent.Agents;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;

/** Resets that need the approval of a second agent. */
@Path("/v1/support/resets/{id}")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.SUPPORT)
@RecentAuthentication
public class ResetResource {

    private final ResetService resets;
    private final DecisionService decisions;
    private final Agents agents;
    private final CurrentCaller caller;

    ResetResource(ResetService resets, DecisionService decisions, Agents agents, CurrentCaller caller) {
        this.resets = resets;
        this.decisions = decisions;
        this.agents = agents;
        this.caller = caller;
    }

    @GET
    @ChangesNothing
    public ResetView get(@PathParam("id") UUID id) {
        agents.current();
        return ResetView.of(resets.find(id).orElseThrow());
    }

    @POST
    @Path("/approve")
    public ResetView approve(@PathParam("id") UUID id) {
        return ResetView.of(
                decisions.approve(agents.current(), id, caller.context()).orElseThrow());
    }

    @POST
    @Path("/cancel")
    public ResetView cancel(@PathParam("id") UUID id) {
        return ResetView.of(
                decisions.cancel(agents.current(), id, caller.context()).orElseThrow());
    }
}
