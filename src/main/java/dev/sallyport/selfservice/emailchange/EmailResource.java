package dev.sallyport.selfservice.emailchange;

import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.RecentAuthentication;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The email address of the signed-in user. */
@Path("/v1/me/email")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.USER)
@RecentAuthentication
public class EmailResource {

    private final EmailChangeService changes;
    private final EmailConfirmationService confirmations;
    private final CurrentCaller caller;

    EmailResource(EmailChangeService changes, EmailConfirmationService confirmations, CurrentCaller caller) {
        this.changes = changes;
        this.confirmations = confirmations;
        this.caller = caller;
    }

    @PUT
    @ResponseStatus(202)
    public EmailChangeStarted change(@Valid @NotNull ChangeEmailRequest request) {
        return changes.start(caller.user(), request, caller.context());
    }

    @POST
    @Path("/confirm")
    @ResponseStatus(204)
    public void confirm(@Valid @NotNull ConfirmEmailRequest request) {
        confirmations.confirm(caller.user(), request.code(), caller.context());
    }
}
