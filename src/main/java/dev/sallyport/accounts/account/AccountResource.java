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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Accounts. */
@Path("/v1/accounts")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Accounts and users", description = "Organisations, the people in them, and what they are there.")
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
    @Operation(
            operationId = "createAccount",
            summary = "Create an account with its owner",
            description =
                    "The owner's email counts as unproven until a first email code was entered. Where self sign-up is"
                            + " configured (`SALLYPORT_SELF_SIGN_UP`), anybody may, without a credential, five times an hour from"
                            + " one network address.")
    @APIResponse(
            responseCode = "201",
            description = "The account.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = AccountCreated.class),
                            examples = @ExampleObject(name = "created", value = """
                                    {"id": "0199d3c2-5b1e-7c3a-9d55-2f6a1c0b7e11", "name": "Acme",
                                     "owner": {"id": "0199d3c2-5b20-7b0e-8f3e-6d1f0c9a2b44",
                                               "email": "ada@example.org"}}
                                    """)))
    @APIResponse(responseCode = "409", description = "`email-taken`: somebody else has this email.")
    @APIResponse(responseCode = "422", description = "`weak-password`: the detail says what to change.")
    @APIResponse(responseCode = "429", description = "`too-many-requests`: a client's own limit, or that of strangers.")
    public AccountCreated create(@Valid @NotNull CreateAccountRequest request) {
        Optional<Principal> known = caller.isNobody() ? Optional.empty() : Optional.of(caller.principal());
        return service.createAccount(request, known, caller.context());
    }
}
