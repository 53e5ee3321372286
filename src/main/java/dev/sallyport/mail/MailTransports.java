package dev.sallyport.mail;

import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.runtime.Startup;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Chooses the way that mails take. */
@Dependent
class MailTransports {

    /** Made at the start, so that a mailer that cannot work stops it. */
    @Produces
    @Singleton
    @Startup
    MailTransport transport(MailConfig config, ReactiveMailer mailer, Vertx vertx) {
        return config.console() ? new ConsoleTransport() : new SmtpTransport(mailer, vertx);
    }
}
