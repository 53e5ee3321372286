package dev.sallyport.mailing.mail;

/**
 * The mail server that is configured.
 *
 * @param sender of mails, unless an account has another
 */
record MailServer(String host, int port, Sender sender) {

    /** As a log names it. */
    String name() {
        return host + ":" + port;
    }
}
