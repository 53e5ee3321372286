package dev.sallyport.trail.seal;

import dev.sallyport.trail.chain.Hash;
import dev.sallyport.trail.chain.Owners;
import dev.sallyport.trail.chain.Seal;
import dev.sallyport.trail.chain.SignedSeal;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A seal, without what it has of each event. */
@Schema(name = "AuditSeal")
record SealView(
        @Schema(required = true) String owner,
        @Schema(required = true) long sequence,
        @Schema(required = true) long batch,
        @Schema(required = true) UUID after,
        @Schema(required = true) UUID to,
        @Schema(required = true) int events,
        @Schema(required = true) String root,
        @Schema(required = true, nullable = true) @Nullable String accounts,
        @Schema(required = true, nullable = true) @Nullable String previous,
        @Schema(required = true) Instant purgedBefore,
        @Schema(required = true) Instant clearedBefore,
        @Schema(required = true) Instant sealedAt,
        @Schema(required = true) String hash,
        @Schema(required = true) String key,
        @Schema(required = true) String signature) {

    static SealView of(SignedSeal signed) {
        Seal seal = signed.seal();
        return new SealView(
                Owners.name(seal.owner()),
                seal.sequence(),
                seal.batch(),
                seal.after(),
                seal.to(),
                seal.count(),
                seal.root().hex(),
                seal.accounts().map(Hash::hex).orElse(null),
                seal.previous().map(Hash::hex).orElse(null),
                seal.purgedBefore(),
                seal.clearedBefore(),
                seal.sealedAt(),
                seal.hash().hex(),
                seal.keyId(),
                Base64.getEncoder().encodeToString(signed.signature()));
    }

    @Override
    public String toString() {
        return "SealView[" + owner + " " + sequence + "]";
    }
}
