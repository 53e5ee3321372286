package dev.sallyport.trail.seal;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A public key that verifies seals. */
@Schema(name = "AuditSealKey")
record SealKeyView(
        @Schema(required = true) String id,
        @Schema(required = true) String publicKey,
        @Schema(required = true) Instant createdAt) {

    static SealKeyView of(SealKey key) {
        return new SealKeyView(key.id(), key.pem(), key.createdAt());
    }
}
