package dev.sallyport.support;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.RecentAuthentication;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** Operations of support agents for users who cannot help themselves. */
@Path("/v1/support/users")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.SUPPORT)
@RecentAuthentication
public class SupportResource {

    private final SupportService support;
    private final ResetService resets;
    private final Agents agents;
    private final CurrentCaller caller;

    SupportResource(SupportService support, ResetService resets, Agents agents, CurrentCaller caller) {
        this.support = support;
        this.resets = resets;
        this.agents = agents;
        this.caller = caller;
    }

    @GET
    public SupportUser.Found find(@QueryParam("email") @NotNull @Size(min = 3, max = 320) String email) {
        return support.find(agents.current(), email, caller.context());
    }

    @POST
    @Path("/{id}/two-factor-reset")
    public RestResponse<ResetView> reset(@PathParam("id") UserId id, @Valid @NotNull ResetRequest request) {
        TwoFactorReset reset =
                resets.request(agents.current(), id, request, caller.context()).orElseThrow();
        return RestResponse.status(
                reset.isExecuted() ? RestResponse.Status.OK : RestResponse.Status.ACCEPTED, ResetView.of(reset));
    }

    @POST
    @Path("/{id}/unlock")
    @ResponseStatus(204)
    public void unlock(@PathParam("id") UserId id, @Valid @NotNull UnlockUserRequest request) {
        support.unlock(agents.current(), id, request.reason(), caller.context()).orElseThrow();
    }
}
