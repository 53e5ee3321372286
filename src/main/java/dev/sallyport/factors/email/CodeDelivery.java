package dev.sallyport.factors.email;

import dev.sallyport.mailing.mail.Delivery;
import java.time.Instant;

/**
 * The result of a request for a code by email.
 *
 * @param sent whether this request brought a mail
 * @param delivery how far the mail has come; {@code LIMITED} where a limit keeps it back
 * @param resendAfter from when on asking again can bring another mail
 */
public record CodeDelivery(boolean sent, Delivery delivery, Instant resendAfter) {

    /** A limit keeps the mail back until then. */
    public static CodeDelivery limited(Instant until) {
        return new CodeDelivery(false, Delivery.LIMITED, until);
    }
}
