package dev.sallyport.moving;

import dev.sallyport.base.exchange.ChangesNothing;
import dev.sallyport.base.exchange.JsonObjects;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;

/** The key to which another instance encrypts what it exports for this one. */
@Path("/v1/admin/import-key")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.CLIENT_IMPORT)
public class ImportKeyResource {

    private final RowDecryption decryption;
    private final JsonObjects json;

    ImportKeyResource(RowDecryption decryption, JsonObjects json) {
        this.decryption = decryption;
        this.json = json;
    }

    @GET
    @ChangesNothing
    public ImportKey importKey() {
        byte[] jwk = decryption.publicKey().getBytes(StandardCharsets.UTF_8);
        return new ImportKey(json.read(jwk, ImportKey.PublicKey.class), decryption.recipientKey());
    }
}
