package dev.sallyport.selfservice.passwordchange;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.RecentAuthentication;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.ResponseStatus;

/** A new password that an owner requires of every member of an account. */
@Path("/v1/accounts/{accountId}/password-change")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.USER)
public class AccountPasswordChangeResource {

    private final AccountPasswordChange change;
    private final CurrentCaller caller;

    AccountPasswordChangeResource(AccountPasswordChange change, CurrentCaller caller) {
        this.change = change;
        this.caller = caller;
    }

    @POST
    @ResponseStatus(202)
    @RecentAuthentication
    public PasswordChangeProgress require(@PathParam("accountId") AccountId account) {
        return change.require(caller.user(), account, caller.context()).orElseThrow();
    }
}
