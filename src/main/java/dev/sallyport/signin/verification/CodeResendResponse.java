package dev.sallyport.signin.verification;

import dev.sallyport.mailing.mail.Delivery;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The response to a resend; it reports if a limit prevents the mail. */
@Schema(name = "CodeResendResponse")
record CodeResendResponse(
        @Schema(required = true) Instant resendAfter,
        @Schema(required = true) Delivery delivery) {}
