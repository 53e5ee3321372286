package dev.sallyport.clients;

import dev.sallyport.base.pagination.QueryParameters;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The backends that may call this service. */
@Path("/v1/admin/clients")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.CLIENT_ADMIN)
@Tag(
        name = "Administration",
        description = "What operators do by a client with the scope `admin`: clients, signing keys, roles.")
public class ClientResource {

    private static final String SHOWN = """
            {"clientId": "0199d3c2-4c30-7d11-9a55-2f3e4d5c6b77", "clientSecret": "sp_cs_EXAMPLE", "name": "Shop",
             "scopes": ["introspect"]}
            """;

    private final ClientAdministration clients;
    private final CurrentCaller caller;

    ClientResource(ClientAdministration clients, CurrentCaller caller) {
        this.clients = clients;
        this.caller = caller;
    }

    @POST
    @ResponseStatus(201)
    @Operation(
            operationId = "createClient",
            summary = "Make a client",
            description = "It calls with HTTP Basic, its id and secret, or with a Bearer token that it gets for them at"
                    + " `/oauth2/token` by the grant `client_credentials`.")
    @APIResponse(
            responseCode = "201",
            description = "The client with its secret, which is shown this once.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ClientSecretResponse.class),
                            examples = @ExampleObject(name = "created", value = SHOWN)))
    public ClientSecretResponse create(@Valid @NotNull ClientRequest request) {
        return clients.create(request, caller.client(), caller.context());
    }

    @GET
    @Operation(
            operationId = "listClients",
            summary = "The clients, in the order of their ids",
            description = "Without their secrets, which no answer shows again.")
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "How many at most.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "50"))
    @Parameter(
            name = "after",
            in = ParameterIn.QUERY,
            description = "The `next` of the page before.",
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "A page of them, without secrets.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ClientPage.class),
                            examples = @ExampleObject(name = "clients", value = """
                                    {"items": [{"clientId": "0199d3c2-4c30-7d11-9a55-2f3e4d5c6b77", "name": "Shop",
                                                "scopes": ["introspect"], "createdAt": "2026-11-23T10:00:00Z"}],
                                     "next": null}
                                    """)))
    public ClientPage list(@Context UriInfo uri) {
        QueryParameters parameters = new QueryParameters(uri.getQueryParameters());
        int limit = parameters.limit();
        String after = parameters.get("after", ClientAdministration::id).orElse("");
        parameters.refuseOthers();
        return ClientPage.of(clients.list(limit, after));
    }

    @PATCH
    @Path("/{id}")
    @Operation(
            operationId = "changeClient",
            summary = "Rename a client, or change its scopes or its limit",
            description = "What is left out stays. A scope that is taken away counts at once, for tokens too.")
    @APIResponse(
            responseCode = "200",
            description = "The client as it is now.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ClientView.class),
                            examples = @ExampleObject(name = "client", value = """
                                    {"clientId": "0199d3c2-4c30-7d11-9a55-2f3e4d5c6b77", "name": "Shop",
                                     "scopes": ["introspect"], "requestsPerMinute": 6000,
                                     "createdAt": "2026-11-23T10:00:00Z"}
                                    """)))
    @APIResponse(responseCode = "404", description = "`not-found`.")
    @APIResponse(responseCode = "409", description = "`conflict`: one's own scope admin.")
    public ClientView change(@PathParam("id") String id, @Valid @NotNull ClientChange change) {
        return clients.change(id, change, caller.client(), caller.context()).orElseThrow();
    }

    @POST
    @Path("/{id}/rotate")
    @Consumes(MediaType.WILDCARD)
    @ResponseStatus(201)
    @Operation(
            operationId = "rotateClientSecret",
            summary = "Give a client a new secret",
            description =
                    "The former secret works for 24 hours more, so that a backend's instances can change over one by"
                            + " one; the one before it is worth nothing.")
    @APIResponse(
            responseCode = "201",
            description = "The client with its new secret, which is shown this once.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ClientSecretResponse.class),
                            examples = @ExampleObject(name = "rotated", value = SHOWN)))
    @APIResponse(responseCode = "404", description = "`not-found`.")
    public ClientSecretResponse rotate(@PathParam("id") String id) {
        return clients.rotate(id, caller.client(), caller.context()).orElseThrow();
    }

    @DELETE
    @Path("/{id}")
    @Consumes(MediaType.WILDCARD)
    @ResponseStatus(204)
    @Operation(
            operationId = "deleteClient",
            summary = "Take a client away, and every token it has",
            description =
                    "Its secret and its tokens are refused at once. The last client with the scope `admin` stays.")
    @APIResponse(responseCode = "204", description = "Its secret and tokens are worth nothing.")
    @APIResponse(responseCode = "404", description = "`not-found`.")
    @APIResponse(responseCode = "409", description = "`conflict`: a client cannot take itself away.")
    public void delete(@PathParam("id") String id) {
        clients.delete(id, caller.client(), caller.context()).orElseThrow();
    }
}
