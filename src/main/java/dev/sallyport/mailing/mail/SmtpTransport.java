package dev.sallyport.mailing.mail;

import io.vertx.mutiny.core.Context;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.mail.MailClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Hands mails to the configured server by the mail client of Quarkus.
 *
 * <p>The client is used beneath {@code Mailer}, which writes an empty {@code Cc} and cannot leave it out. This class
 * writes the headers itself, because the client folds encoded words with a bare line feed and puts a non-ASCII name
 * into a comment.
 */
final class SmtpTransport implements MailTransport {

    private static final int CALLS = 4;

    /** RFC 5321 section 4.5.3.2 gives ten minutes to the reply to the final dot; the rest is for the lines before. */
    private static final Duration FOR_THE_OUTCOME = Duration.ofMinutes(15);

    private final MailClient client;
    private final MailServer server;
    private final Optional<String> bounceAddress;
    private final Clock clock;
    private final Duration firstWait;

    /**
     * Where all mails are sent from. Sent from other threads, some mails over a new connection hang until the
     * timeout: the client waits for a reply while the server waits for a command.
     */
    private final Context eventLoop;

    /**
     * @param bounceAddress where bounces of all mails go; to the sender of the service where there is none
     * @param firstWait after this time a server that does not greet is called once more, then after twice as long, and
     *     so on; after fifteen times as long it is given up
     */
    SmtpTransport(
            MailClient client,
            Vertx vertx,
            MailServer server,
            Optional<String> bounceAddress,
            Clock clock,
            Duration firstWait) {
        this.client = client;
        this.server = server;
        this.bounceAddress = bounceAddress;
        this.clock = clock;
        this.firstWait = firstWait;
        this.eventLoop = vertx.getOrCreateContext();
    }

    @Override
    public SendReport send(OutgoingMail mail, Runnable begun) {
        if (!mail.recipient().chars().allMatch(character -> character < 128)) {
            return SendReport.of(SendResult.NO_MAILBOX); // takes SMTPUTF8, which the client does not speak
        }
        SmtpExchange exchange = new SmtpExchange(mail, begun, clock, server.name());
        try {
            Duration wait = firstWait;
            call(mail, exchange);
            for (int calls = 1; exchange.awaitSilence(wait) && calls < CALLS; calls++) {
                call(mail, exchange);
                wait = wait.multipliedBy(2);
            }
            return exchange.outcome(FOR_THE_OUTCOME);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return SendReport.unknown("stopped");
        }
    }

    private void call(OutgoingMail mail, SmtpExchange exchange) {
        Envelope envelope = new Envelope(exchange);
        envelope.setFrom(mail.sender().address())
                .setTo(mail.recipient())
                .setText(lines(mail.content().text()))
                .setHtml(lines(mail.content().html()));
        MailHeaders.of(mail, clock.instant()).forEach(envelope::addHeader);
        envelope.setBounceAddress(bounceAddress.orElse(server.sender().address()));
        client.sendMail(envelope)
                .runSubscriptionOn(call -> eventLoop.runOnContext(call))
                .subscribe()
                .with(reply -> exchange.accepted(), failure -> exchange.failed(envelope, failure));
    }

    /** The client ends a line at each line feed and sends CRLF; a carriage return of ours would be one too many. */
    private static String lines(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }
}
