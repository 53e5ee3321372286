package dev.sallyport.factors.passkey;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Options for {@code navigator.credentials.get}, and the token that goes back with what it returns. */
@Schema(name = "PasskeyChallenge")
public record PasskeyOptionsResponse(
        @Schema(required = true) String ceremonyToken,
        @Schema(required = true) RequestOptions publicKey,
        @Schema(required = true) Instant expiresAt) {

    @Override
    public String toString() {
        return "PasskeyOptionsResponse";
    }
}
