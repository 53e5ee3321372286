package dev.sallyport.sessions.oauth;

import dev.sallyport.base.exchange.ChangesNothing;
import dev.sallyport.security.token.SigningKeys;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.ResponseHeader;

/** The published keys: with them any backend checks an access token by itself. */
@Path("/.well-known/jwks.json")
@Produces(MediaType.APPLICATION_JSON)
public class JwksResource {

    private final SigningKeys keys;

    JwksResource(SigningKeys keys) {
        this.keys = keys;
    }

    @GET
    @ChangesNothing
    @PermitAll
    @NonBlocking // a prepared string, served on the event loop
    @ResponseHeader(name = "Cache-Control", value = "public, max-age=600")
    @APIResponseSchema(JsonWebKeySet.class)
    public String jwks() {
        return keys.jwks();
    }
}
