package dev.sallyport.selfservice.member;

import dev.sallyport.base.exchange.ChangesNothing;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.RecentAuthentication;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The name and the settings of an account. */
@Path("/v1/accounts")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.USER, Roles.CLIENT_PROVISION})
public class AccountSettingsResource {

    private final AccountSettings settings;
    private final CurrentCaller caller;

    AccountSettingsResource(AccountSettings settings, CurrentCaller caller) {
        this.settings = settings;
        this.caller = caller;
    }

    @GET
    @Path("/{accountId}")
    @Consumes(MediaType.WILDCARD)
    @ChangesNothing
    public AccountView get(@PathParam("accountId") AccountId accountId) {
        return settings.find(caller.principal(), accountId).orElseThrow();
    }

    @PATCH
    @Path("/{accountId}")
    @RecentAuthentication
    public AccountView update(
            @PathParam("accountId") AccountId accountId, @Valid @NotNull ChangeAccountRequest request) {
        return settings.change(caller.principal(), accountId, request, caller.context())
                .orElseThrow();
    }
}
