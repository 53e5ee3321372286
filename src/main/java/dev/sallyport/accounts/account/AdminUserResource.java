package dev.sallyport.accounts.account;

import dev.sallyport.base.ids.UserId;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The roles of users in the whole service. */
@Path("/v1/admin/users")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.CLIENT_ADMIN)
@Tag(name = "Accounts and users")
public class AdminUserResource {

    private final RolesService service;

    AdminUserResource(RolesService service) {
        this.service = service;
    }

    @PUT
    @Path("/{id}/roles")
    @Operation(
            operationId = "replaceUserRoles",
            summary = "Replace a user's roles in the whole service",
            description = "The one role there is, `support`, makes a support agent. It counts from the user's next"
                    + " request on, with the tokens they have.")
    @APIResponse(
            responseCode = "200",
            description = "The roles as they are now.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = UserRoles.class),
                            examples = @ExampleObject(name = "agent", value = """
                                    {"id": "0199d3c2-61aa-7e11-a2d3-0b9c4e5f6a77", "roles": ["support"]}
                                    """)))
    @APIResponse(responseCode = "404", description = "`not-found`: no such user.")
    public UserRoles replace(
            @PathParam("id") @Parameter(description = "The user.") UserId id, @Valid @NotNull RolesRequest request) {
        return service.replace(id, request.roles());
    }
}
