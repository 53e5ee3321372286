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
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** "This was not me": behind the links in security mails. */
@Path("/v1/report")
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
    public RestResponse<String> page() {
        return pages.answer(LinkPage.REPORT_SIGN_IN, caller.language());
    }

    @POST
    @PermitAll
    @ResponseStatus(204)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public void report(@Valid @NotNull ReportActivityRequest request) {
        reports.report(request, caller.context());
    }
}
