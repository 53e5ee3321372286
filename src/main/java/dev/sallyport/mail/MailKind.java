package dev.sallyport.mail;

import java.util.Locale;

/** What a mail is about. */
public enum MailKind {
    EMAIL_CODE,
    TWO_FACTOR_ENABLED,
    AUTHENTICATOR_ADDED,
    AUTHENTICATOR_REPLACED;

    /** The name in the outbox and of the templates. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
