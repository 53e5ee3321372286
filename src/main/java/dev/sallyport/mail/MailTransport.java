package dev.sallyport.mail;

/** Takes a mail away. Whatever a mail server does, it is told in the answer and not thrown. */
interface MailTransport {

    Handover send(String recipient, ComposedMail mail);
}
