package dev.sallyport.selfservice.profile;

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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The password of the signed-in user. */
@Path("/v1/me/password")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.USER)
@Tag(name = "Accounts and users")
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
    @Operation(
            operationId = "changePassword",
            summary = "Change the password",
            description =
                    "The session goes on. All others end, and so do the trust in every device, and the challenges,"
                            + " codes and links that are under way. The user gets a mail.")
    @APIResponse(responseCode = "204", description = "Changed.")
    @APIResponse(
            responseCode = "401",
            description = "Not signed in, `step-up-required`, or `invalid-credentials`: the present password is wrong.")
    @APIResponse(
            responseCode = "403",
            description =
                    "`password-reset-required`: the password is right, but its owner has reported a sign-in or a change; or"
                            + " `forbidden`.")
    @APIResponse(
            responseCode = "422",
            description = "`weak-password`: the detail says what to change. The present password is refused too.")
    @APIResponse(
            responseCode = "429",
            description = "`too-many-attempts`: ten wrong passwords in 15 minutes; `too-many-requests`: many of this"
                    + " user are under way.")
    public void change(@Valid @NotNull ChangePasswordRequest request) {
        service.change(caller.user(), request, caller.context());
    }
}
