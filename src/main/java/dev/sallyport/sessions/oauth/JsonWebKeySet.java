package dev.sallyport.sessions.oauth;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the published keys look like, for the contract: they are served as prepared text. */
@Schema(name = "JsonWebKeySet")
record JsonWebKeySet(@Schema(required = true) List<Key> keys) {

    /** A public key. */
    @Schema(name = "JsonWebKey")
    record Key(
            @Schema(required = true) String kty,
            @Schema(required = true) String crv,
            @Schema(required = true) String use,
            @Schema(required = true) String alg,
            @Schema(required = true) String kid,
            @Schema(required = true) String x,
            @Schema(required = true) String y) {}
}
