package dev.sallyport.sessions.oauth;

import dev.sallyport.base.exchange.ChangesNothing;
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
import org.jboss.resteasy.reactive.ResponseStatus;

/** The keys that sign access tokens, for operators. */
@Path("/v1/admin/signing-keys")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.CLIENT_ADMIN)
public class SigningKeyResource {

    private final KeyAdministration keys;
    private final CurrentCaller caller;

    SigningKeyResource(KeyAdministration keys, CurrentCaller caller) {
        this.keys = keys;
        this.caller = caller;
    }

    @GET
    @ChangesNothing
    public SigningKeyPage list() {
        return SigningKeyPage.of(Page.all(keys.list()));
    }

    @POST
    @Path("/rotate")
    @ResponseStatus(201)
    public KeyStatus rotate() {
        return keys.rotate(caller.client(), caller.context());
    }

    @DELETE
    @Path("/{kid}")
    @ResponseStatus(204)
    public void remove(@PathParam("kid") String kid) {
        keys.remove(kid, caller.client(), caller.context());
    }
}
