package dev.sallyport.trail;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.trail.seal.AccountTrail;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.StreamingOutput;

/** The events of an account with the seals that prove them, for its owners and admins. */
@Path("/v1/accounts/{accountId}/sealed-events")
@RolesAllowed(Roles.USER)
public class SealedEventsResource {

    private final AuditTrailService service;
    private final AccountTrail trail;
    private final AuditEventLines lines;
    private final CurrentCaller caller;

    SealedEventsResource(AuditTrailService service, AccountTrail trail, AuditEventLines lines, CurrentCaller caller) {
        this.service = service;
        this.trail = trail;
        this.lines = lines;
        this.caller = caller;
    }

    @GET
    @Produces(AuditEventLines.MEDIA_TYPE)
    public StreamingOutput export(@PathParam("accountId") AccountId accountId) {
        service.beginExport(caller.user(), accountId, caller.context());
        return output -> trail.export(accountId, lines.textsTo(output));
    }
}
