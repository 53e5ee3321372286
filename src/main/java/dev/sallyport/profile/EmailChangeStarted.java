package dev.sallyport.profile;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A code is on its way to the new address. */
record EmailChangeStarted(
        @Schema(required = true, description = "Until when the code can be entered.")
        Instant expiresAt) {}
