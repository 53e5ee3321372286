package dev.sallyport.selfservice.profile;

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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The email address of the signed-in user. */
@Path("/v1/me/email")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.USER)
@RecentAuthentication
@Tag(name = "Accounts and users")
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
    @Operation(
            operationId = "changeEmail",
            summary = "Ask for another email address",
            description =
                    "A code goes to the new address; nothing changes before it is entered. An address that somebody"
                            + " has gets no mail, and the answer is the same. The mails count with the other codes by email: five"
                            + " an hour and ten a day. Asking again makes the former code worthless.")
    @APIResponse(
            responseCode = "202",
            description =
                    "Accepted; the answer is the same whether or not the address is taken. `limited` where a limit"
                            + " of mails keeps the code back.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = EmailChangeStarted.class),
                            examples = {
                                @ExampleObject(name = "started", value = """
                                    {"expiresAt": "2026-11-23T10:10:00Z"}
                                    """),
                                @ExampleObject(name = "limited", value = """
                                    {"expiresAt": "2026-11-23T10:10:00Z", "delivery": "limited",
                                     "resendAfter": "2026-11-23T11:00:00Z"}
                                    """)
                            }))
    @APIResponse(
            responseCode = "401",
            description = "Not signed in, `step-up-required`, or `invalid-credentials`: the password is wrong.")
    @APIResponse(
            responseCode = "403",
            description =
                    "`password-reset-required`: the password is right, but its owner has reported a sign-in or a change; or"
                            + " `forbidden`.")
    @APIResponse(
            responseCode = "429",
            description = "`too-many-attempts`: ten wrong passwords in 15 minutes; `too-many-requests`: many of this"
                    + " user are under way.")
    public EmailChangeStarted change(@Valid @NotNull ChangeEmailRequest request) {
        return changes.start(caller.user(), request, caller.context());
    }

    @POST
    @Path("/confirm")
    @ResponseStatus(204)
    @Operation(
            operationId = "confirmEmail",
            summary = "Enter the code from the new address",
            description =
                    "From now on it is the address to sign in with. The session goes on; all others end, and so do the"
                            + " trust in every device, and the challenges, codes and links that are under way. The former address"
                            + " gets a mail.")
    @APIResponse(responseCode = "204", description = "Changed.")
    @APIResponse(
            responseCode = "401",
            description = "Not signed in, `step-up-required`, or `invalid-code` with `attemptsLeft`.")
    @APIResponse(responseCode = "409", description = "`email-taken`: somebody has taken the address meanwhile.")
    @APIResponse(
            responseCode = "410",
            description =
                    "`gone`: no code is waited for in this session, after ten minutes, five wrong ones or a change"
                            + " meanwhile.")
    @APIResponse(
            responseCode = "429",
            description = "`too-many-attempts`: ten wrong codes in a row, whatever they were for.")
    public void confirm(@Valid @NotNull ConfirmEmailRequest request) {
        confirmations.confirm(caller.user(), request.code(), caller.context());
    }
}
