package dev.sallyport.mailing.mail;

/** The embedded default's mailbox: each mail under a banner on the console. */
final class ConsoleTransport implements MailTransport {

    private static final String BANNER = "=".repeat(72);

    @Override
    public SendReport send(OutgoingMail mail, Runnable begun) {
        begun.run();
        // One call, so that log lines of other threads cannot come between.
        System.out.println(String.join(
                System.lineSeparator(),
                "",
                BANNER,
                "MAIL (no mail server is configured, so it is shown here)",
                "To:      " + mail.recipient(),
                "Subject: " + mail.content().subject(),
                "",
                mail.content().text().strip(),
                BANNER,
                ""));
        return SendReport.of(SendResult.ACCEPTED);
    }
}
