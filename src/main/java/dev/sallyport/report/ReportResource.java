package dev.sallyport.report;

import dev.sallyport.caller.CurrentCaller;
import dev.sallyport.page.LinkPage;
import dev.sallyport.page.LinkPages;
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

/** "This was not me": behind the link in the mail about a new device. */
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
            summary = "The page behind the link in the mail about a new device",
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
            summary = "Say that the sign-in on a new device was not one's own",
            description = "The device is forgotten and its sessions end, with their refresh tokens. The password opens"
                    + " nothing until another one is set, for which a mail goes out; to whoever knows it, sign-in and every"
                    + " session answer `password-reset-required`. A token works once, for as long as the device would"
                    + " have been trusted; the answer is the same for one that is unknown, used before or too old.")
    @APIResponse(
            responseCode = "204",
            description = "Accepted; the answer is the same for a token that is worth nothing.")
    public void report(@Valid @NotNull ReportRequest request) {
        reports.report(request.token(), caller.origin());
    }
}
