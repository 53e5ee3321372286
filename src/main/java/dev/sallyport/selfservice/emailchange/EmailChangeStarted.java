package dev.sallyport.selfservice.emailchange;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A code is sent to the new address, unless a limit prevents it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EmailChangeStarted(
        @Schema(required = true) Instant expiresAt,
        @Schema(enumeration = "limited") @Nullable String delivery,
        @Nullable Instant resendAfter) {}
