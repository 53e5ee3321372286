package dev.sallyport.accounts.account;

import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.security.Principal;
import java.util.Optional;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Accounts. */
@Path("/v1/accounts")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class AccountResource {

    private final AccountService service;
    private final CurrentCaller caller;

    AccountResource(AccountService service, CurrentCaller caller) {
        this.service = service;
        this.caller = caller;
    }

    @POST
    @ResponseStatus(201)
    @RolesAllowed({Roles.CLIENT_PROVISION, Roles.SIGN_UP})
    public AccountCreated create(@Valid @NotNull CreateAccountRequest request) {
        Optional<Principal> known = caller.isAnonymous() ? Optional.empty() : Optional.of(caller.principal());
        return service.createAccount(request, known, caller.context());
    }
}
