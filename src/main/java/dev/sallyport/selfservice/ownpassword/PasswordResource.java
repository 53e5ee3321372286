package dev.sallyport.selfservice.ownpassword;

import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.RecentAuthentication;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The password of the signed-in user. */
@Path("/v1/me/password")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.USER)
public class PasswordResource {

    private final PasswordService service;
    private final CurrentCaller caller;

    PasswordResource(PasswordService service, CurrentCaller caller) {
        this.service = service;
        this.caller = caller;
    }

    @PUT
    @ResponseStatus(204)
    @RecentAuthentication
    public void change(@Valid @NotNull ChangePasswordRequest request) {
        service.change(caller.user(), request, caller.context());
    }
}
