package dev.sallyport.sessions.oauth;

import dev.sallyport.security.token.SigningKeys;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;

/** The published keys: with them any backend checks an access token by itself. */
@Path("/.well-known/jwks.json")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sessions and tokens")
public class JwksResource {

    private final SigningKeys keys;

    JwksResource(SigningKeys keys) {
        this.keys = keys;
    }

    @GET
    @PermitAll
    @NonBlocking // a prepared string, served on the event loop
    @Operation(
            operationId = "getJwks",
            summary = "The keys that check access tokens (RFC 7517)",
            description =
                    "The current key, the next one and those whose tokens may still be good. Read it again when a token has a `kid` that is not in it.")
    @APIResponse(
            responseCode = "200",
            description = "Public halves only; keep them for up to ten minutes.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = JsonWebKeySet.class),
                            examples = @ExampleObject(name = "keys", value = """
                                    {"keys": [{"kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256",
                                               "kid": "0199d3c2-0a01-7000-8000-000000000001",
                                               "x": "EXAMPLE", "y": "EXAMPLE"}]}
                                    """)))
    @ResponseHeader(name = "Cache-Control", value = "public, max-age=600")
    public String jwks() {
        return keys.jwks();
    }
}
