package dev.sallyport.selfservice.erasure;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The erasure of users by backends. */
@Path("/v1/admin/users")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.CLIENT_PROVISION)
public class UserErasureResource {

    private final Erasures erasures;
    private final CurrentCaller caller;

    UserErasureResource(Erasures erasures, CurrentCaller caller) {
        this.erasures = erasures;
        this.caller = caller;
    }

    @DELETE
    @Path("/{id}")
    @ResponseStatus(204)
    public void erase(@PathParam("id") UserId id, @QueryParam("account") String account) {
        erasures.erase(id, OrphanedAccounts.of(account), caller.principal(), caller.context())
                .orElseThrow();
    }
}
