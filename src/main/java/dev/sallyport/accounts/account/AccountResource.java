package dev.sallyport.accounts.account;

import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Accounts. */
@Path("/v1/accounts")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class AccountResource {

    private final AccountService service;

    AccountResource(AccountService service) {
        this.service = service;
    }

    @POST
    @ResponseStatus(201)
    @RolesAllowed({Roles.CLIENT_PROVISION, Roles.SIGN_UP})
    public AccountCreated create(@Valid @NotNull CreateAccountRequest request) {
        return service.createAccount(
                request.name(), request.owner().email(), request.owner().password());
    }
}
