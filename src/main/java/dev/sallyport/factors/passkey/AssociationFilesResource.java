package dev.sallyport.factors.passkey;

import dev.sallyport.base.exchange.ChangesNothing;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.ResponseHeader;

/** The files at well-known places by which pages of other origins and apps share the passkeys of this domain. */
@Path("/.well-known")
@Produces(MediaType.APPLICATION_JSON)
public class AssociationFilesResource {

    private final AssociationFiles.RelatedOrigins origins;
    private final AssociationFiles.AppleApps apple;
    private final List<AssociationFiles.AssetLink> android;

    AssociationFilesResource(PasskeyConfig config, RelyingParty relyingParty) {
        this.origins = new AssociationFiles.RelatedOrigins(relyingParty.webOrigins());
        this.apple = AssociationFiles.AppleApps.of(config.iosApps().orElse(Set.of()));
        this.android = AssociationFiles.AssetLink.of(config.androidApps().orElse(Set.of()));
    }

    @GET
    @ChangesNothing
    @Path("/webauthn")
    @PermitAll
    @NonBlocking
    @ResponseHeader(name = "Cache-Control", value = "public, max-age=3600")
    public AssociationFiles.RelatedOrigins relatedOrigins() {
        return origins;
    }

    @GET
    @ChangesNothing
    @Path("/apple-app-site-association")
    @PermitAll
    @NonBlocking
    @ResponseHeader(name = "Cache-Control", value = "public, max-age=3600")
    public AssociationFiles.AppleApps appleApps() {
        return apple;
    }

    @GET
    @ChangesNothing
    @Path("/assetlinks.json")
    @PermitAll
    @NonBlocking
    @ResponseHeader(name = "Cache-Control", value = "public, max-age=3600")
    public List<AssociationFiles.AssetLink> androidApps() {
        return android;
    }
}
