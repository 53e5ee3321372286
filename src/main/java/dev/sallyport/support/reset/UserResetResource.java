package dev.sallyport.support.reset;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.RecentAuthentication;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.support.agent.Agents;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** Resets of users by support agents. */
@Path("/v1/support/users/{id}/two-factor-reset")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.SUPPORT)
@RecentAuthentication
public class UserResetResource {

    private final ResetService resets;
    private final Agents agents;
    private final CurrentCaller caller;

    UserResetResource(ResetService resets, Agents agents, CurrentCaller caller) {
        this.resets = resets;
        this.agents = agents;
        this.caller = caller;
    }

    @POST
    public RestResponse<ResetView> reset(@PathParam("id") UserId id, @Valid @NotNull ResetRequest request) {
        TwoFactorReset reset =
                resets.request(agents.current(), id, request, caller.context()).orElseThrow();
        return RestResponse.status(
                reset.isExecuted() ? RestResponse.Status.OK : RestResponse.Status.ACCEPTED, ResetView.of(reset));
    }
}
