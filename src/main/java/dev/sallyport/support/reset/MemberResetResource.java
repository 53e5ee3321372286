package dev.sallyport.support.reset;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.RecentAuthentication;
import dev.sallyport.security.caller.Roles;
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

/** Resets of members by the owners and admins of their account. */
@Path("/v1/accounts/{accountId}/users/{userId}/two-factor-reset")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.USER)
public class MemberResetResource {

    private final MemberResetService resets;
    private final CurrentCaller caller;

    MemberResetResource(MemberResetService resets, CurrentCaller caller) {
        this.resets = resets;
        this.caller = caller;
    }

    @POST
    @RecentAuthentication
    public RestResponse<ResetView> reset(
            @PathParam("accountId") AccountId account,
            @PathParam("userId") UserId member,
            @Valid @NotNull ResetRequest request) {
        TwoFactorReset reset = resets.request(caller.user(), account, member, request, caller.context())
                .orElseThrow();
        return RestResponse.status(
                reset.isExecuted() ? RestResponse.Status.OK : RestResponse.Status.ACCEPTED, ResetView.of(reset));
    }
}
