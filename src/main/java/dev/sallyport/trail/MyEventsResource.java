package dev.sallyport.trail;

import dev.sallyport.base.exchange.ChangesNothing;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The events of the signed-in user. */
@Path("/v1/me/events")
@RolesAllowed(Roles.USER)
public class MyEventsResource {

    private final AuditTrailService service;
    private final AuditEventLines lines;
    private final CurrentCaller caller;

    MyEventsResource(AuditTrailService service, AuditEventLines lines, CurrentCaller caller) {
        this.service = service;
        this.lines = lines;
        this.caller = caller;
    }

    @GET
    @ChangesNothing
    @Produces(MediaType.APPLICATION_JSON)
    public AuditEventPage list(@Context UriInfo uri) {
        return AuditEventPage.of(
                service.ofUser(caller.user().userId(), AuditEventQuery.parse(uri.getQueryParameters())));
    }

    @GET
    @ChangesNothing
    @Produces(AuditEventLines.MEDIA_TYPE + ";qs=0.5")
    @Operation(hidden = true) // the document describes both types at the operation above
    public Response export(@Context UriInfo uri) {
        UserId user = caller.user().userId();
        AuditEventQuery query = AuditEventQuery.parse(uri.getQueryParameters());
        StreamingOutput file = output -> service.exportOfUser(user, query, lines.to(output));
        return Response.ok(file, AuditEventLines.MEDIA_TYPE + ";charset=UTF-8").build();
    }
}
