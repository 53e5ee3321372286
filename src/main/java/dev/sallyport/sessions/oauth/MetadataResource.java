package dev.sallyport.sessions.oauth;

import dev.sallyport.base.exchange.ChangesNothing;
import dev.sallyport.security.caller.ClientSecretConfig;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.security.token.TokenConfig;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.ResponseHeader;

/** The discovery document of the authorization server. */
@Path("/.well-known")
@Produces(MediaType.APPLICATION_JSON)
public class MetadataResource {

    private final ServerMetadata metadata;

    MetadataResource(TokenConfig config, ClientSecretConfig secrets) {
        this.metadata = ServerMetadata.of(config.issuer(), Roles.SCOPES, secrets.allowedInForm());
    }

    @GET
    @ChangesNothing
    @Path("/oauth-authorization-server")
    @PermitAll
    @NonBlocking
    @ResponseHeader(name = "Cache-Control", value = "public, max-age=3600")
    public ServerMetadata metadata() {
        return metadata;
    }

    @GET
    @ChangesNothing
    @Path("/openid-configuration")
    @PermitAll
    @NonBlocking
    @ResponseHeader(name = "Cache-Control", value = "public, max-age=3600")
    public ServerMetadata openIdMetadata() {
        return metadata;
    }
}
