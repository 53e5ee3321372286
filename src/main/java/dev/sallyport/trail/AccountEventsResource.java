package dev.sallyport.trail;

import dev.sallyport.base.exchange.ChangesNothing;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The events of an account, for its owners and admins. */
@Path("/v1/accounts/{accountId}/events")
@RolesAllowed(Roles.USER)
public class AccountEventsResource {

    private final AuditTrailService service;
    private final AuditEventLines lines;
    private final CurrentCaller caller;

    AccountEventsResource(AuditTrailService service, AuditEventLines lines, CurrentCaller caller) {
        this.service = service;
        this.lines = lines;
        this.caller = caller;
    }

    @GET
    @ChangesNothing
    @Produces(MediaType.APPLICATION_JSON)
    public AuditEventPage list(@PathParam("accountId") AccountId accountId, @Context UriInfo uri) {
        return AuditEventPage.of(
                service.ofAccount(caller.user(), accountId, AuditEventQuery.parse(uri.getQueryParameters())));
    }

    @GET
    @Produces(AuditEventLines.MEDIA_TYPE + ";qs=0.5")
    @Operation(hidden = true) // the document describes both types at the operation above
    public Response export(@PathParam("accountId") AccountId accountId, @Context UriInfo uri) {
        AuditEventQuery query = AuditEventQuery.parse(uri.getQueryParameters());
        service.beginExport(caller.user(), accountId, caller.context());
        StreamingOutput file = output -> service.exportOfAccount(accountId, query, lines.to(output));
        return Response.ok(file, AuditEventLines.MEDIA_TYPE + ";charset=UTF-8").build();
    }
}
