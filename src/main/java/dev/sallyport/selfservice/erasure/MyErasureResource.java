package dev.sallyport.selfservice.erasure;

import dev.sallyport.base.exchange.ChangesNothing;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.RecentAuthentication;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The erasure of the signed-in user. */
@Path("/v1/me/erasure")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.USER)
public class MyErasureResource {

    private final ErasureRequests requests;
    private final CurrentCaller caller;

    MyErasureResource(ErasureRequests requests, CurrentCaller caller) {
        this.requests = requests;
        this.caller = caller;
    }

    @GET
    @ChangesNothing
    public ErasureView get() {
        return requests.find(caller.user()).orElseThrow();
    }

    @POST
    @ResponseStatus(202)
    @RecentAuthentication
    public ErasureView request(@QueryParam("account") String account) {
        return requests.request(caller.user(), OrphanedAccounts.of(account), caller.context())
                .orElseThrow();
    }

    @DELETE
    @ResponseStatus(204)
    @RecentAuthentication
    public void cancel() {
        requests.cancel(caller.user(), caller.context()).orElseThrow();
    }
}
