package dev.sallyport.mail;

/** Takes a mail away. An implementation MUST throw if it could not hand the mail over. */
interface MailTransport {

    void send(String recipient, ComposedMail mail);
}
