package dev.sallyport.selfservice.member;

import dev.sallyport.base.exchange.ChangesNothing;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.RecentAuthentication;
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

/** The users of an account. */
@Path("/v1/accounts/{accountId}/users")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.USER, Roles.CLIENT_PROVISION})
public class MemberResource {

    private final MemberProvisioning provisioning;
    private final MemberService members;
    private final MemberList list;
    private final CurrentCaller caller;

    MemberResource(MemberProvisioning provisioning, MemberService members, MemberList list, CurrentCaller caller) {
        this.provisioning = provisioning;
        this.members = members;
        this.list = list;
        this.caller = caller;
    }

    @POST
    @ResponseStatus(201)
    @RecentAuthentication
    public MemberView create(@PathParam("accountId") AccountId accountId, @Valid @NotNull CreateUserRequest request) {
        return provisioning.add(caller.principal(), accountId, request, caller.context());
    }

    @GET
    @ChangesNothing
    public MemberPage list(@PathParam("accountId") AccountId accountId, @Context UriInfo uri) {
        return MemberPage.of(list.list(caller.principal(), accountId, MemberQuery.parse(uri.getQueryParameters()))
                .orElseThrow());
    }

    @PATCH
    @Path("/{userId}")
    @RecentAuthentication
    public MemberView update(
            @PathParam("accountId") AccountId accountId,
            @PathParam("userId") UserId userId,
            @Valid @NotNull ChangeMemberRequest request) {
        return members.change(caller.principal(), accountId, userId, request, caller.context())
                .orElseThrow();
    }

    @DELETE
    @Path("/{userId}")
    @ResponseStatus(204)
    @RecentAuthentication
    @Consumes(MediaType.WILDCARD)
    public void remove(@PathParam("accountId") AccountId accountId, @PathParam("userId") UserId userId) {
        members.remove(caller.principal(), accountId, userId, caller.context()).orElseThrow();
    }
}
