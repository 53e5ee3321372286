package dev.sallyport.support.reset;

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

/** The user's own way to stop a reset: the link in the mail. */
@Path("/v1/support/cancel")
public class CancelResource {

    private final DecisionService decisions;
    private final LinkPages pages;
    private final CurrentCaller caller;

    CancelResource(DecisionService decisions, LinkPages pages, CurrentCaller caller) {
        this.decisions = decisions;
        this.pages = pages;
        this.caller = caller;
    }

    @GET
    @PermitAll
    @Produces(MediaType.TEXT_HTML)
    public RestResponse<String> page() {
        return pages.answer(LinkPage.CANCEL_RESET, caller.language());
    }

    @POST
    @PermitAll
    @ResponseStatus(204)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public void cancel(@Valid @NotNull CancelResetRequest request) {
        decisions.cancel(request.token(), caller.context());
    }
}
