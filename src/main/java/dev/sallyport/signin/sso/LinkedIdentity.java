package dev.sallyport.signin.sso;

import dev.sallyport.base.ids.ProviderId;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A provider with which a user can sign in. */
record LinkedIdentity(
        @Schema(required = true) ProviderId provider,
        @Schema(required = true) String name,
        @Schema(required = true) String issuer,
        @Schema(required = true) Instant linkedAt,
        @Schema(required = true, nullable = true) @Nullable Instant lastUsedAt) {}
