package dev.sallyport.mail;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import java.time.Duration;

/** Hands mails to the configured server, and gives up on one that hangs. */
final class SmtpTransport implements MailTransport {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ReactiveMailer mailer;

    SmtpTransport(ReactiveMailer mailer) {
        this.mailer = mailer;
    }

    @Override
    public void send(String recipient, ComposedMail mail) {
        mailer.send(Mail.withText(recipient, mail.subject(), mail.text()).setHtml(mail.html()))
                .await()
                .atMost(TIMEOUT);
    }
}
