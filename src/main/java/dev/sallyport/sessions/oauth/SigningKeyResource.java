package dev.sallyport.sessions.oauth;

import dev.sallyport.base.pagination.Page;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.security.token.KeyStatus;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The keys that sign access tokens, for operators. */
@Path("/v1/admin/signing-keys")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.CLIENT_ADMIN)
@Tag(name = "Administration")
public class SigningKeyResource {

    private final KeyAdministration keys;
    private final CurrentCaller caller;

    SigningKeyResource(KeyAdministration keys, CurrentCaller caller) {
        this.keys = keys;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "listSigningKeys",
            summary = "The keys that are published, the newest first",
            description = "With the state of each: when it began to sign, and until when it checks tokens.")
    @APIResponse(
            responseCode = "200",
            description = "The next one, the one that signs, and those whose tokens have not all ended.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SigningKeyPage.class),
                            examples = @ExampleObject(name = "keys", value = """
                                    {"items": [{"kid": "0199d3c2-0a01-7000-8000-000000000001",
                                                "createdAt": "2026-11-23T10:00:00Z",
                                                "activatesAt": "2026-11-23T10:00:00Z"}],
                                     "next": null}
                                    """)))
    public SigningKeyPage list() {
        return SigningKeyPage.of(Page.all(keys.list()));
    }

    @POST
    @Path("/rotate")
    @ResponseStatus(201)
    @Operation(
            operationId = "rotateSigningKey",
            summary = "Let a new key take over",
            description =
                    "It is published now and signs fifteen minutes later, when everybody who keeps the published"
                            + " keys has it; the former one stays published until its last token has ended. Nobody is signed out.")
    @APIResponse(
            responseCode = "201",
            description = "The new key.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = KeyStatus.class),
                            examples = @ExampleObject(name = "next", value = """
                                    {"kid": "0199d3c2-0a01-7000-8000-000000000002",
                                     "createdAt": "2026-11-23T10:00:00Z", "activatesAt": "2026-11-23T10:15:00Z"}
                                    """)))
    @APIResponse(responseCode = "409", description = "`conflict`: a new key is on its way already.")
    public KeyStatus rotate() {
        return keys.rotate(caller.client(), caller.context());
    }

    @DELETE
    @Path("/{kid}")
    @ResponseStatus(204)
    @Operation(
            operationId = "removeSigningKey",
            summary = "Take a key away at once, for one that may have been stolen",
            description = "Every access token that it signed is worth nothing, here at once and in backends as soon as"
                    + " they read the published keys again; sessions go on, with new tokens from their refresh tokens."
                    + " Where it was the one that signs, a new one begins now.")
    @APIResponse(responseCode = "204", description = "It is gone; other replicas follow within ten seconds.")
    @APIResponse(responseCode = "404", description = "`not-found`: no such key, or no more.")
    public void remove(@PathParam("kid") String kid) {
        keys.remove(kid, caller.client(), caller.context());
    }
}
