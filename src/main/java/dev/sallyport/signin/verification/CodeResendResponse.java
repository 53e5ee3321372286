package dev.sallyport.signin.verification;

import dev.sallyport.mailing.mail.Delivery;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The request was heard; where a limit keeps the mail back, it says so. */
record CodeResendResponse(
        @Schema(required = true, description = "From when on asking again can bring another mail.")
        Instant resendAfter,

        @Schema(required = true, description = "How far the newest mail with this code has come. " + Deliveries.MEANING)
        Delivery delivery) {}
