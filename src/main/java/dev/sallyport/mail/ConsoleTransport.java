package dev.sallyport.mail;

/** The embedded default's mailbox: each mail under a banner on the console. */
final class ConsoleTransport implements MailTransport {

    private static final String BANNER = "=".repeat(72);

    @Override
    public Handover send(String recipient, ComposedMail mail) {
        // One call, so that log lines of other threads cannot come between.
        System.out.println(String.join(
                System.lineSeparator(),
                "",
                BANNER,
                "MAIL (no mail server is configured, so it is shown here)",
                "To:      " + recipient,
                "Subject: " + mail.subject(),
                "",
                mail.text().strip(),
                BANNER,
                ""));
        return Handover.TAKEN;
    }
}
