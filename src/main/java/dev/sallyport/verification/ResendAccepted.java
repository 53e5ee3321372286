package dev.sallyport.verification;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The request was heard; whether a mail went out is not said. */
record ResendAccepted(
        @Schema(required = true, description = "From when on asking again can bring another mail.")
        Instant resendAfter) {}
