package dev.sallyport.mailing.mail;

import java.util.Locale;

/** The kinds of mail. */
public enum MailKind {
    EMAIL_CODE,
    STEP_UP_CODE,
    PASSWORD_RESET,
    PASSWORD_RESET_AFTER_REPORT,
    PASSWORD_RESET_AFTER_LOCKDOWN,
    PASSWORD_RESET_AFTER_GUESSES,
    PASSWORD_CHANGED,
    PASSWORD_CHANGE_REQUIRED,
    PASSWORD_CHANGE_REQUIRED_BY_ACCOUNT,
    EMAIL_CHANGE,
    EMAIL_CHANGED,
    INVITATION,
    INVITATION_OF_USER,
    TWO_FACTOR_ENABLED,
    AUTHENTICATOR_ADDED,
    AUTHENTICATOR_REPLACED,
    AUTHENTICATOR_REMOVED,
    TWO_FACTOR_DISABLED,
    TWO_FACTOR_RESET,
    TWO_FACTOR_RESET_REQUESTED,
    TWO_FACTOR_RESET_BY_ACCOUNT,
    TWO_FACTOR_RESET_BY_ACCOUNT_REQUESTED,
    RECOVERY_CODES_REGENERATED,
    RECOVERY_CODE_USED,
    ACCESS_CODE_ISSUED,
    ACCESS_CODE_USED,
    PAPER_KEY_USED,
    PAPER_KEY_RENEWED,
    PASSKEY_ADDED,
    PASSKEY_REMOVED,
    PASSKEY_COPIED,
    DEVICE_COPIED,
    NEW_DEVICE,
    REFRESH_TOKEN_REUSED,
    SSO_IDENTITY_LINKED,
    TWO_FACTOR_REQUIRED,
    TWO_FACTOR_REQUIRED_NOW,
    TWO_FACTOR_REMINDER,
    TWO_FACTOR_POLICY_RELAXED,
    TWO_FACTOR_POLICY_LIFTED,
    WRONG_PASSWORDS,
    WRONG_CODES,
    SECOND_STEP_LOCKED,
    ERASURE_REQUESTED,
    ERASURE_CANCELLED,
    USER_ERASED,
    LOCKED_DOWN,
    LOCKED_DOWN_BY_SUPPORT,
    LOCKDOWN_LIFTED,
    WEBHOOK_DISABLED,
    USERS_EXPORTED;

    /** Whether a person waits for the mail to continue. Such mails leave first; all others are notices. */
    boolean isUrgent() {
        return switch (this) {
            case EMAIL_CODE,
                    STEP_UP_CODE,
                    PASSWORD_RESET,
                    PASSWORD_RESET_AFTER_REPORT,
                    PASSWORD_RESET_AFTER_LOCKDOWN,
                    PASSWORD_RESET_AFTER_GUESSES,
                    EMAIL_CHANGE -> true;
            default -> false;
        };
    }

    /** Whether it invites its reader to an account of which the reader is no member. */
    boolean isInvitation() {
        return this == INVITATION || this == INVITATION_OF_USER;
    }

    /** The name in the outbox and of the templates. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind of that name.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static MailKind of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
