package dev.sallyport.sessions.oauth;

import dev.sallyport.security.caller.ClientSecretConfig;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.security.token.TokenConfig;
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

/** The discovery document of the authorization server. */
@Path("/.well-known")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sessions and tokens")
public class MetadataResource {

    private static final String EXAMPLE = """
            {"issuer": "https://login.example.org",
             "token_endpoint": "https://login.example.org/oauth2/token",
             "jwks_uri": "https://login.example.org/.well-known/jwks.json",
             "introspection_endpoint": "https://login.example.org/oauth2/introspect",
             "revocation_endpoint": "https://login.example.org/oauth2/revoke",
             "scopes_supported": ["introspect", "sign-in", "provision", "admin"],
             "response_types_supported": [],
             "grant_types_supported": ["refresh_token", "client_credentials"],
             "token_endpoint_auth_methods_supported": ["client_secret_basic", "none"],
             "introspection_endpoint_auth_methods_supported": ["client_secret_basic"],
             "revocation_endpoint_auth_methods_supported": ["client_secret_basic", "none"]}
            """;

    private final ServerMetadata metadata;

    MetadataResource(TokenConfig config, ClientSecretConfig secrets) {
        this.metadata = ServerMetadata.of(config.issuer(), Roles.SCOPES, secrets.allowedInForm());
    }

    @GET
    @Path("/oauth-authorization-server")
    @PermitAll
    @NonBlocking
    @Operation(
            operationId = "getMetadata",
            summary = "Where the OAuth endpoints are and what they can do (RFC 8414)",
            description = "Its `issuer` is the `iss` of every token. The answer changes with the configuration only.")
    @APIResponse(
            responseCode = "200",
            description = "The metadata; keep them for up to an hour.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ServerMetadata.class),
                            examples = @ExampleObject(name = "metadata", value = EXAMPLE)))
    @ResponseHeader(name = "Cache-Control", value = "public, max-age=3600")
    public ServerMetadata metadata() {
        return metadata;
    }

    @GET
    @Path("/openid-configuration")
    @PermitAll
    @NonBlocking
    @Operation(
            operationId = "getMetadataForOpenId",
            summary = "The same document where libraries of OpenID Connect look for it (RFC 8414 section 5)",
            description =
                    "The service is no OpenID provider: it has no authorization endpoint and issues no ID tokens, and"
                            + " the document claims neither. It is enough for a resource server, which needs `issuer` and `jwks_uri`.")
    @APIResponse(
            responseCode = "200",
            description = "The metadata; keep them for up to an hour.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ServerMetadata.class),
                            examples = @ExampleObject(name = "openid", value = EXAMPLE)))
    @ResponseHeader(name = "Cache-Control", value = "public, max-age=3600")
    public ServerMetadata openIdMetadata() {
        return metadata;
    }
}
