package dev.sallyport.mailing.mail;

/** Takes a mail away. Whatever a mail server does is reported in the answer and not thrown. */
interface MailTransport {

    /**
     * Hands a mail over, which may take minutes.
     *
     * @param begun is run once, as soon as the server listens to this mail: from here on the outcome can be unknown. It
     *     must not block.
     */
    SendReport send(OutgoingMail mail, Runnable begun);
}
