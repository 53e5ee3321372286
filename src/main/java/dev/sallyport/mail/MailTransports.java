package dev.sallyport.mail;

import io.quarkus.mailer.reactive.ReactiveMailer;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Chooses the way that mails take. */
@Dependent
class MailTransports {

    @Produces
    @Singleton
    MailTransport transport(MailConfig config, ReactiveMailer mailer) {
        return config.console() ? new ConsoleTransport() : new SmtpTransport(mailer);
    }
}
