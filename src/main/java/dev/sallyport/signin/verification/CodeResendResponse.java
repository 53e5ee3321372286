package dev.sallyport.signin.verification;

import dev.sallyport.mailing.mail.Delivery;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The request was heard; where a limit keeps the mail back, it says so. */
@Schema(name = "CodeResendResponse")
record CodeResendResponse(
        @Schema(required = true) Instant resendAfter,
        @Schema(required = true) Delivery delivery) {}
