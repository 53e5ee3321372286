package dev.sallyport.selfservice.report;

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

/** "This was not me": behind the links in security mails. */
@Path("/v1/report")
@Tag(name = "Device trust")
public class ReportResource {

    private final ReportService reports;
    private final LinkPages pages;
    private final CurrentCaller caller;

    ReportResource(ReportService reports, LinkPages pages, CurrentCaller caller) {
        this.reports = reports;
        this.pages = pages;
        this.caller = caller;
    }

    @GET
    @PermitAll
    @Produces(MediaType.TEXT_HTML)
    @Operation(
            operationId = "showReportPage",
            summary = "The page behind the links in security mails",
            description =
                    "It changes nothing, so that programs which follow links in mails do no harm. Its button posts"
                            + " the token, which stands in the fragment of the link.")
    @APIResponse(responseCode = "200", description = "The page.", content = @Content(mediaType = MediaType.TEXT_HTML))
    public RestResponse<String> page() {
        return pages.answer(LinkPage.REPORT_SIGN_IN, caller.language());
    }

    @POST
    @PermitAll
    @ResponseStatus(204)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "reportSignIn",
            summary = "Report that an act was not the user's",
            description =
                    "The token comes from the link in a security mail. After a sign-in on a new device the device is"
                            + " forgotten and its sessions end. After a change the user's sessions and recognised devices end,"
                            + " and the change is undone where it can be: an authenticator that was added is removed, one that"
                            + " replaced another accepts no more codes, new recovery codes and a new paper key stop working, a"
                            + " linked identity provider is unlinked. The password must be replaced before the next sign-in: a"
                            + " mail with a link goes out, and with the right password sign-in answers"
                            + " `password-reset-required`. A token works once, for 30 days after a sign-in and 7 days after a"
                            + " change, and only while the mailbox it was sent to is the user's. The answer is the same for a"
                            + " token that is unknown, used or expired.")
    @APIResponse(
            responseCode = "204",
            description = "Accepted; the answer is the same for a token that is worth nothing.")
    public void report(@Valid @NotNull ReportActivityRequest request) {
        reports.report(request.token(), caller.context());
    }
}
