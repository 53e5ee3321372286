package dev.sallyport.factors.recovery;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The state of a user's recovery methods; never a code. */
record RecoveryCodesStatus(
        @Schema(required = true) int total,
        @Schema(required = true) int remaining,
        @Schema(required = true, nullable = true) @Nullable Instant generatedAt,
        @Schema(required = true) boolean paperKey) {}
