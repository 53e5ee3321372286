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
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** Lets a user join another account by the link in the mail. */
@Path("/v1/invitations/accept")
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
    public RestResponse<String> page() {
        return pages.answer(LinkPage.ACCEPT_INVITATION, caller.language());
    }

    @POST
    @PermitAll
    @ResponseStatus(204)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public void accept(@Valid @NotNull AcceptInvitationRequest request) {
        acceptance.accept(request.token(), caller.context());
    }
}
