package dev.sallyport.selfservice.lockdown;

import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.RecentAuthentication;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The lockdown of the signed-in user. */
@Path("/v1/me/lockdown")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.USER)
@RecentAuthentication
public class MyLockdownResource {

    private final LockdownService lockdowns;
    private final CurrentCaller caller;

    MyLockdownResource(LockdownService lockdowns, CurrentCaller caller) {
        this.lockdowns = lockdowns;
        this.caller = caller;
    }

    @POST
    @ResponseStatus(204)
    public void lockDown() {
        lockdowns.lockDown(caller.user(), caller.context()).orElseThrow();
    }
}
