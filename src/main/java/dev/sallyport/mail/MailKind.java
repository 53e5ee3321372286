package dev.sallyport.mail;

import java.util.Locale;

/** What a mail is about. */
public enum MailKind {
    EMAIL_CODE,
    PASSWORD_RESET,
    PASSWORD_CHANGED,
    TWO_FACTOR_ENABLED,
    AUTHENTICATOR_ADDED,
    AUTHENTICATOR_REPLACED,
    AUTHENTICATOR_REMOVED,
    TWO_FACTOR_DISABLED,
    TWO_FACTOR_RESET,
    TWO_FACTOR_RESET_REQUESTED,
    RECOVERY_CODES_REGENERATED,
    RECOVERY_CODE_USED,
    PAPER_KEY_USED,
    PAPER_KEY_RENEWED,
    DEVICE_COPIED,
    NEW_DEVICE,
    REFRESH_TOKEN_REUSED,
    SSO_IDENTITY_LINKED,
    TWO_FACTOR_REQUIRED,
    TWO_FACTOR_REQUIRED_NOW,
    TWO_FACTOR_REMINDER,
    TWO_FACTOR_POLICY_RELAXED,
    TWO_FACTOR_POLICY_LIFTED,
    WRONG_CODES,
    SECOND_STEP_LOCKED;

    /** The name in the outbox and of the templates. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
