package dev.sallyport.factors.recovery;

import dev.sallyport.base.exchange.ChangesNothing;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.RecentAuthentication;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Recovery codes and the paper key. */
@Path("/v1/me")
@RolesAllowed(Roles.USER)
public class RecoveryResource {

    private static final String DISPOSITION = "Content-Disposition";

    private final RecoveryService service;
    private final CurrentCaller caller;

    RecoveryResource(RecoveryService service, CurrentCaller caller) {
        this.service = service;
        this.caller = caller;
    }

    @GET
    @ChangesNothing
    @Path("/recovery-codes")
    @Produces(MediaType.APPLICATION_JSON)
    public RecoveryCodesStatus status() {
        return service.status(caller.user().userId());
    }

    @POST
    @Path("/recovery-codes")
    @ResponseStatus(201)
    @Produces(MediaType.APPLICATION_JSON)
    @RecentAuthentication
    public RecoveryCodesResponse regenerate() {
        return new RecoveryCodesResponse(service.regenerate(caller.user(), caller.context()));
    }

    @POST
    @Path("/recovery-codes")
    @ResponseStatus(201)
    @Produces(MediaType.TEXT_PLAIN)
    @ResponseHeader(name = DISPOSITION, value = "attachment; filename=\"recovery-codes.txt\"")
    @RecentAuthentication
    @Operation(hidden = true) // the document describes both types at the operation above
    public String regenerateAsFile() {
        return String.join("\n", service.regenerate(caller.user(), caller.context())) + "\n";
    }

    @POST
    @Path("/paper-key")
    @ResponseStatus(201)
    @Produces(MediaType.APPLICATION_JSON)
    @RecentAuthentication
    public PaperKeyResponse renewPaperKey() {
        return new PaperKeyResponse(service.renewPaperKey(caller.user(), caller.context()));
    }

    @POST
    @Path("/paper-key")
    @ResponseStatus(201)
    @Produces(MediaType.TEXT_PLAIN)
    @ResponseHeader(name = DISPOSITION, value = "attachment; filename=\"paper-key.txt\"")
    @RecentAuthentication
    @Operation(hidden = true) // the document describes both types at the operation above
    public String renewPaperKeyAsFile() {
        return service.renewPaperKey(caller.user(), caller.context()) + "\n";
    }
}
