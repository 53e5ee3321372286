package dev.sallyport.mailing.mail;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.mailing.brand.Brand;
import dev.sallyport.mailing.brand.Brands;
import dev.sallyport.security.crypto.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The mails that an operator sends by a command. */
@ApplicationScoped
public class OperatorMails {

    private static final String SUBJECT = "A test of the mail settings";
    private static final String TEXT = "An operator sent this mail to test the mail settings. Nothing has changed.\n";

    /** Longer than an operator waits. */
    private static final Duration WORTH_SENDING = Duration.ofMinutes(5);

    private final MailTransport transport;
    private final MailPreview preview;
    private final MailServer server;
    private final Brands brands;
    private final MailConfig config;
    private final Clock clock;

    OperatorMails(
            MailTransport transport,
            MailPreview preview,
            MailServer server,
            Brands brands,
            MailConfig config,
            Clock clock) {
        this.transport = transport;
        this.preview = preview;
        this.server = server;
        this.brands = brands;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Hands a test mail to the mail server at once, past the outbox.
     *
     * @return empty if the server took it, else why not, with the server's words if it said any
     */
    public Optional<String> test(String recipient) {
        if (config.console()) {
            return Optional.of("no mail server is configured (QUARKUS_MAILER_HOST)");
        }
        ComposedMail content = new ComposedMail(SUBJECT, TEXT, "<p>" + TEXT + "</p>");
        SendReport report = transport.send(
                new OutgoingMail(
                        Ids.next(),
                        server.sender(),
                        recipient,
                        content,
                        clock.instant().plus(WORTH_SENDING)),
                () -> {});
        return report.outcome() == SendResult.ACCEPTED ? Optional.empty() : Optional.of(why(report));
    }

    /**
     * Writes every mail in every language to a folder, with invented data, by the templates that the service uses.
     *
     * @param account whose brand the mails have; empty for the brand of the service
     * @return how many there are
     * @throws IOException if the folder cannot be written to
     */
    public int preview(Path folder, Optional<AccountId> account) throws IOException {
        Brand ofService = brands.ofService();
        Brand brand = account.map(id -> Transactions.call(() -> brands.find(id)).or(ofService))
                .orElse(ofService);
        return preview.write(folder, brand);
    }

    private static String why(SendReport report) {
        String words = report.words() == null ? "" : ": " + report.words();
        return switch (report.outcome()) {
            case ACCEPTED -> "accepted";
            case NO_MAILBOX -> "the mailbox does not exist, or its address cannot be sent to" + words;
            case REJECTED -> "the mail server rejects the mail" + words;
            case DEFERRED -> "the mail server does not accept the mail now" + words;
            case UNKNOWN -> "the mail server broke off, and may have the mail" + words;
            case EXPIRED -> "the mail server did not accept the mail in five minutes";
            case UNREACHABLE -> "the mail server does not answer, or not with TLS and the right certificate" + words;
        };
    }
}
