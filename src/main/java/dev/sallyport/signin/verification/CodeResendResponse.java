package dev.sallyport.signin.verification;

import dev.sallyport.mailing.mail.Delivery;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The response to a resend; it reports if a limit prevents the mail. */
record CodeResendResponse(
        @Schema(required = true, description = "From when on asking again can bring another mail.")
        Instant resendAfter,

        @Schema(required = true, description = "How far the newest mail with this code has come. " + Deliveries.MEANING)
        Delivery delivery) {}
