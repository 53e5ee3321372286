package dev.sallyport.trail;

import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What happened to the signed-in user. */
@Path("/v1/me/events")
@RolesAllowed(Roles.USER)
public class MyEventsResource {

    private final TrailService service;
    private final EventLines lines;
    private final CurrentCaller caller;

    MyEventsResource(TrailService service, EventLines lines, CurrentCaller caller) {
        this.service = service;
        this.lines = lines;
        this.caller = caller;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public EventPage list(@Context UriInfo uri) {
        return EventPage.of(service.ofUser(caller.user().userId(), EventQuery.parse(uri.getQueryParameters())));
    }

    @GET
    @Produces(EventLines.MEDIA_TYPE + ";qs=0.5")
    @Operation(hidden = true) // the document describes both types at the operation above
    public StreamingOutput export(@Context UriInfo uri) {
        UUID user = caller.user().userId();
        EventQuery query = EventQuery.parse(uri.getQueryParameters());
        return output -> service.exportOfUser(user, query, lines.to(output));
    }
}
