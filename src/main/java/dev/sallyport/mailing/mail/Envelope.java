package dev.sallyport.mailing.mail;

import io.vertx.ext.mail.MailMessage;

/**
 * A mail for one call of the mail client.
 *
 * <p>The client asks for the text once it has a connection that is greeted, encrypted and logged in, just before {@code
 * MAIL FROM}. It has no other signal for that moment; a failure before it has certainly not sent the mail.
 */
final class Envelope extends MailMessage {

    private final transient SmtpExchange exchange;

    Envelope(SmtpExchange exchange) {
        this.exchange = exchange;
    }

    /** @throws IllegalStateException if another call sends the mail, or none may any longer */
    @Override
    public String getText() {
        if (!exchange.begin(this)) {
            throw new IllegalStateException("This call does not send the mail");
        }
        return super.getText();
    }

    /** Two calls are never equal, even with equal contents. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
