package dev.sallyport.mailing.mail;

/** Sends a mail. The mail server's reply is returned and not thrown. */
interface MailTransport {

    /**
     * Sends a mail, which may take minutes.
     *
     * @param begun is run once, as soon as the server listens to this mail: from here on the outcome can be unknown. It
     *     must not block.
     */
    SendReport send(OutgoingMail mail, Runnable begun);
}
