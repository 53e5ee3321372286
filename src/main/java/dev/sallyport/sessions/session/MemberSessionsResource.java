package dev.sallyport.sessions.session;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.RecentAuthentication;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The sessions of the members of an account. */
@Path("/v1/accounts/{accountId}/users/{userId}/sessions")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.USER)
public class MemberSessionsResource {

    private final MemberSessions sessions;
    private final CurrentCaller caller;

    MemberSessionsResource(MemberSessions sessions, CurrentCaller caller) {
        this.sessions = sessions;
        this.caller = caller;
    }

    @DELETE
    @RecentAuthentication
    @ResponseStatus(204)
    public void endAll(@PathParam("accountId") AccountId account, @PathParam("userId") UserId member) {
        sessions.endAll(caller.user(), account, member, caller.context()).orElseThrow();
    }
}
