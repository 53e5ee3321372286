package dev.sallyport.selfservice.member;

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

/** Lets a user join another account by the link in the mail. */
@Path("/v1/invitations/accept")
@Tag(name = "Accounts and users")
public class InvitationResource {

    private final InvitationAcceptance acceptance;
    private final LinkPages pages;
    private final CurrentCaller caller;

    InvitationResource(InvitationAcceptance acceptance, LinkPages pages, CurrentCaller caller) {
        this.acceptance = acceptance;
        this.pages = pages;
        this.caller = caller;
    }

    @GET
    @PermitAll
    @Produces(MediaType.TEXT_HTML)
    @Operation(
            operationId = "showInvitationPage",
            summary = "The page behind the link in an invitation",
            description = "It changes nothing. Its button posts the token, which stands in the fragment of the link. A"
                    + " front end that has a page of its own names it in `SALLYPORT_PAGE_ACCEPT_INVITATION`.")
    @APIResponse(responseCode = "200", description = "The page.", content = @Content(mediaType = MediaType.TEXT_HTML))
    public RestResponse<String> page() {
        return pages.answer(LinkPage.ACCEPT_INVITATION, caller.language());
    }

    @POST
    @PermitAll
    @ResponseStatus(204)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "acceptInvitation",
            summary = "Join an account with the token in the invitation",
            description = "For somebody who is a user already, with their own password and factors, which stay as they"
                    + " are. Nobody is signed in. Who is new sets a first password with the token, at"
                    + " `/v1/password/reset`.")
    @APIResponse(responseCode = "204", description = "A member from now on.")
    @APIResponse(responseCode = "409", description = "`conflict`: nobody has this address yet; set a password instead.")
    @APIResponse(responseCode = "410", description = "`gone`: unknown, accepted, withdrawn or too old.")
    public void accept(@Valid @NotNull AcceptInvitationRequest request) {
        acceptance.accept(request.token(), caller.context());
    }
}
