package dev.sallyport.mail;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.vertx.ext.mail.SMTPException;
import io.vertx.mutiny.core.Context;
import io.vertx.mutiny.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Hands mails to the configured server, and gives up on one that hangs. */
final class SmtpTransport implements MailTransport {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /**
     * Of the recipient, for good (RFC 5321 section 4.2.3). Other permanent replies speak of our login, our address or our
     * text: an operator can put them right.
     */
    private static final Set<Integer> NO_SUCH_MAILBOX = Set.of(550, 551, 553);

    private final ReactiveMailer mailer;

    /**
     * Where all mails are sent from. Sent from other threads, some mails over a new connection hang until the
     * timeout: the client waits for a reply while the server waits for a command.
     */
    private final Context eventLoop;

    SmtpTransport(ReactiveMailer mailer, Vertx vertx) {
        this.mailer = mailer;
        this.eventLoop = vertx.getOrCreateContext();
    }

    @Override
    public Handover send(String recipient, ComposedMail mail) {
        try {
            mailer.send(Mail.withText(recipient, mail.subject(), mail.text()).setHtml(mail.html()))
                    .runSubscriptionOn(call -> eventLoop.runOnContext(call))
                    .await()
                    .atMost(TIMEOUT);
            return Handover.TAKEN;
        } catch (RuntimeException failure) {
            return reply(failure).map(SmtpTransport::judge).orElse(Handover.AWAY);
        }
    }

    /** What the server said, if it said anything. */
    private static Optional<SMTPException> reply(Throwable failure) {
        return Stream.iterate(failure, each -> each != null, Throwable::getCause)
                .filter(SMTPException.class::isInstance)
                .map(SMTPException.class::cast)
                .findFirst();
    }

    private static Handover judge(SMTPException reply) {
        return NO_SUCH_MAILBOX.contains(reply.getReplyCode()) ? Handover.REFUSED : Handover.LATER;
    }
}
