package dev.sallyport.signin.sso;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A provider by whose word a user can sign in. */
record LinkedIdentity(
        @Schema(required = true) UUID provider,
        @Schema(required = true) String name,
        @Schema(required = true) String issuer,
        @Schema(required = true) Instant linkedAt,
        @Schema(nullable = true) @Nullable Instant lastUsedAt) {}
