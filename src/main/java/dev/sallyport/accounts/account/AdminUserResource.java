package dev.sallyport.accounts.account;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The roles of users in the whole service. */
@Path("/v1/admin/users")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.CLIENT_ADMIN)
public class AdminUserResource {

    private final RolesService service;
    private final CurrentCaller caller;

    AdminUserResource(RolesService service, CurrentCaller caller) {
        this.service = service;
        this.caller = caller;
    }

    @PUT
    @Path("/{id}/roles")
    public UserRoles replace(@PathParam("id") UserId id, @Valid @NotNull RolesRequest request) {
        return service.replace(id, request.roles(), caller.principal(), caller.context());
    }
}
