package dev.sallyport.support;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.RecentAuthentication;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.support.agent.Agents;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Operations of support agents for users who cannot help themselves. */
@Path("/v1/support/users")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.SUPPORT)
@RecentAuthentication
public class SupportResource {

    private final SupportService support;
    private final SupportSearch search;
    private final SupportAccessCodes accessCodes;
    private final SupportLockdowns lockdowns;
    private final Agents agents;
    private final CurrentCaller caller;

    SupportResource(
            SupportService support,
            SupportSearch search,
            SupportAccessCodes accessCodes,
            SupportLockdowns lockdowns,
            Agents agents,
            CurrentCaller caller) {
        this.support = support;
        this.search = search;
        this.accessCodes = accessCodes;
        this.lockdowns = lockdowns;
        this.agents = agents;
        this.caller = caller;
    }

    @GET
    public SupportUser.Found find(@Context UriInfo uri) {
        return search.find(agents.current(), SupportQuery.parse(uri.getQueryParameters()), caller.context());
    }

    @POST
    @Path("/{id}/access-code")
    @ResponseStatus(201)
    public AccessCodeResponse accessCode(@PathParam("id") UserId id, @Valid @NotNull AccessCodeRequest request) {
        return accessCodes
                .issue(agents.current(), id, request, caller.context())
                .orElseThrow();
    }

    @POST
    @Path("/{id}/unlock")
    @ResponseStatus(204)
    public void unlock(@PathParam("id") UserId id, @Valid @NotNull UnlockUserRequest request) {
        support.unlock(agents.current(), id, request.reason(), caller.context()).orElseThrow();
    }

    @POST
    @Path("/{id}/lockdown")
    @ResponseStatus(204)
    public void lockDown(@PathParam("id") UserId id, @Valid @NotNull LockdownRequest request) {
        lockdowns
                .lockDown(agents.current(), id, request.reason(), caller.context())
                .orElseThrow();
    }

    @DELETE
    @Path("/{id}/lockdown")
    @ResponseStatus(204)
    @Consumes(MediaType.WILDCARD)
    public void liftLockdown(@PathParam("id") UserId id) {
        lockdowns.lift(agents.current(), id, caller.context()).orElseThrow();
    }
}
