package dev.sallyport.selfservice.erasure;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The erasure of accounts by backends. */
@Path("/v1/accounts")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.CLIENT_PROVISION)
public class AccountErasureResource {

    private final AccountErasures erasures;
    private final CurrentCaller caller;

    AccountErasureResource(AccountErasures erasures, CurrentCaller caller) {
        this.erasures = erasures;
        this.caller = caller;
    }

    @DELETE
    @Path("/{accountId}")
    @ResponseStatus(204)
    public void erase(@PathParam("accountId") AccountId accountId) {
        erasures.erase(accountId, caller.principal(), caller.context()).orElseThrow();
    }
}
