package dev.sallyport.selfservice.profile;

import dev.sallyport.mailing.mailpage.LinkPage;
import dev.sallyport.mailing.mailpage.LinkPages;
import dev.sallyport.security.caller.CurrentCaller;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** The way to a new password for somebody who forgot theirs. */
@Path("/v1/password")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Accounts and users")
public class PasswordResetResource {

    private final ForgottenPasswordService forgotten;
    private final PasswordByToken passwords;
    private final LinkPages pages;
    private final CurrentCaller caller;

    PasswordResetResource(
            ForgottenPasswordService forgotten, PasswordByToken passwords, LinkPages pages, CurrentCaller caller) {
        this.forgotten = forgotten;
        this.passwords = passwords;
        this.pages = pages;
        this.caller = caller;
    }

    @POST
    @Path("/forgot")
    @ResponseStatus(202)
    @PermitAll
    @Operation(
            operationId = "forgotPassword",
            summary = "Ask for a link to a new password",
            description =
                    "The answer is the same whether anybody has this email or not. At most one mail in 30 seconds,"
                            + " 5 an hour and 10 a day for a user; over the limit the answer is the same and nothing is sent. Who"
                            + " signs in by an identity provider alone gets none.")
    @APIResponse(responseCode = "202", description = "Accepted; the answer is the same whether or not a mail is sent.")
    public void forgot(@Valid @NotNull ForgotPasswordRequest request) {
        forgotten.hear(request.email(), caller.context());
    }

    @GET
    @Path("/reset")
    @PermitAll
    @Produces(MediaType.TEXT_HTML)
    @Operation(
            operationId = "showResetPage",
            summary = "The page behind the link to a new password",
            description =
                    "It changes nothing. Its button posts the token, which stands in the fragment of the link, and"
                            + " the password. A front end that has a page of its own names it in `SALLYPORT_PAGE_RESET_PASSWORD`.")
    @APIResponse(responseCode = "200", description = "The page.", content = @Content(mediaType = MediaType.TEXT_HTML))
    public RestResponse<String> page() {
        return pages.answer(LinkPage.RESET_PASSWORD, caller.language());
    }

    @POST
    @Path("/reset")
    @ResponseStatus(204)
    @PermitAll
    @Operation(
            operationId = "resetPassword",
            summary = "Set a new password with the token in the link",
            description =
                    "It does not sign in, and two-factor sign-in, its codes and its locks stay as they are. All"
                            + " sessions end, and so do the trust in every device, and the challenges, codes and links that are"
                            + " under way. The user gets a mail. The token of an invitation sets the first password of a new user.")
    @APIResponse(responseCode = "204", description = "The password is set: sign in with it.")
    @APIResponse(
            responseCode = "409",
            description =
                    "`conflict`: the address of the invitation has a user; accept it at `/v1/invitations/accept`.")
    @APIResponse(
            responseCode = "410",
            description = "`gone`: unknown, used, too old, or voided by a change meanwhile. Ask for a new link.")
    @APIResponse(
            responseCode = "422",
            description =
                    "`weak-password`: the detail says what to change, and the token stays good. The present password"
                            + " is refused too.")
    @APIResponse(responseCode = "429", description = "`too-many-requests`: many requests with this link are under way.")
    public void reset(@Valid @NotNull ResetPasswordRequest request) {
        passwords.set(request, caller.context());
    }
}
