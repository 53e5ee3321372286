package dev.sallyport.selfservice.passwordchange;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jboss.resteasy.reactive.ResponseStatus;

/** A new password that a client requires of a user. */
@Path("/v1/admin/users/{id}/password-change")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.CLIENT_ADMIN)
public class UserPasswordChangeResource {

    private final UserPasswordChange change;
    private final CurrentCaller caller;

    UserPasswordChangeResource(UserPasswordChange change, CurrentCaller caller) {
        this.change = change;
        this.caller = caller;
    }

    @POST
    @ResponseStatus(204)
    public void require(@PathParam("id") UserId id) {
        change.require(id, caller.principal(), caller.context(), Optional.empty())
                .orElseThrow();
    }
}
