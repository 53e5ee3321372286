package dev.sallyport.selfservice.member;

import dev.sallyport.base.exchange.ChangesNothing;
import dev.sallyport.base.pagination.QueryParameters;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.function.Function;

/** Accounts of the whole service, for backends that know them by another id. */
@Path("/v1/admin/accounts")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.CLIENT_PROVISION)
public class AccountLookupResource {

    private final AccountSettings settings;

    AccountLookupResource(AccountSettings settings) {
        this.settings = settings;
    }

    @GET
    @ChangesNothing
    public AccountPage find(@Context UriInfo uri) {
        QueryParameters parameters = new QueryParameters(uri.getQueryParameters());
        Optional<String> externalId = parameters.get("externalId", Function.identity());
        parameters.refuseOthers();
        return new AccountPage(
                settings
                        .find(externalId.orElseThrow(
                                () -> new ProblemException(ProblemType.INVALID_REQUEST).detail("Send externalId.")))
                        .stream()
                        .toList(),
                null);
    }
}
