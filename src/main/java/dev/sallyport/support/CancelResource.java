package dev.sallyport.support;

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

/** The user's own way to stop a reset: the link in the mail. */
@Path("/v1/support/cancel")
@Tag(name = "Support")
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
    @Operation(
            operationId = "showCancelPage",
            summary = "The page behind the link in the mail about a reset",
            description = "It changes nothing. Its button posts the token, which stands in the fragment of the link.")
    @APIResponse(responseCode = "200", description = "The page.", content = @Content(mediaType = MediaType.TEXT_HTML))
    public RestResponse<String> page() {
        return pages.answer(LinkPage.CANCEL_RESET, caller.language());
    }

    @POST
    @PermitAll
    @ResponseStatus(204)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "cancelResetByLink",
            summary = "Cancel a reset of one's own with the token in the link",
            description = "The answer is the same for a token that is unknown, used before or too late.")
    @APIResponse(responseCode = "204", description = "Heard: a reset that was waiting is cancelled.")
    public void cancel(@Valid @NotNull CancelResetRequest request) {
        decisions.cancel(request.token(), caller.context());
    }
}
