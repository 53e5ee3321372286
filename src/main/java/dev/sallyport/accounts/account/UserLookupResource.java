package dev.sallyport.accounts.account;

import dev.sallyport.base.exchange.ChangesNothing;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.pagination.QueryParameters;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.function.Function;

/** Users of the whole service, for backends that know them by another id. */
@Path("/v1/admin/users")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.CLIENT_PROVISION)
public class UserLookupResource {

    private final UserLookup users;

    UserLookupResource(UserLookup users) {
        this.users = users;
    }

    @GET
    @ChangesNothing
    public UserViewPage list(@Context UriInfo uri) {
        QueryParameters parameters = new QueryParameters(uri.getQueryParameters());
        Optional<String> email = parameters.get("email", Function.identity());
        Optional<String> externalId = parameters.get("externalId", Function.identity());
        parameters.refuseOthers();
        if (email.isEmpty() && externalId.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID_REQUEST).detail("Send email or externalId.");
        }
        return UserViewPage.of(users.find(email, externalId));
    }

    @GET
    @ChangesNothing
    @Path("/{id}")
    public UserView find(@PathParam("id") UserId id) {
        return users.find(id).orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND));
    }
}
