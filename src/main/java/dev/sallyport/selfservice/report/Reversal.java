package dev.sallyport.selfservice.report;

import dev.sallyport.mailing.mail.MailKind;

/** What is undone when a user reports an act, in addition to ending sessions and requiring a new password. */
enum Reversal {
    /** The device is forgotten and its sessions end; the user's other devices and sessions continue. */
    FORGET_DEVICE,

    /**
     * Two-factor sign-in is off again, as it was before: every authenticator, the recovery codes and the paper key go.
     */
    TURN_TWO_FACTOR_OFF,

    /** The authenticator goes, and what was bound after it. The last one is suspended instead. */
    REMOVE_AUTHENTICATOR,

    /**
     * The authenticator accepts no more codes, but the user still has two-factor sign-in: a mailbox alone must not undo
     * that. The owner can sign in with a recovery code or with the help of the support team.
     */
    SUSPEND_AUTHENTICATOR,

    /**
     * The passkey that may have been copied accepts no more answers, since a copy could sign in alone. It still counts as
     * one, as with {@link #SUSPEND_AUTHENTICATOR}. What was added later stays: the act was a signature, and added nothing.
     */
    SUSPEND_COPIED_PASSKEY,

    /** The codes that were just made are used up: another person may have seen them. */
    SPEND_RECOVERY_CODES,

    /** The paper key that was just created no longer works. */
    REMOVE_PAPER_KEY,

    /** The identity provider's subject is no longer the user. The user's only way to sign in stays. */
    UNLINK_IDENTITY,

    /** The user is not erased. */
    CANCEL_ERASURE,

    /** The act cannot be undone, or is over. */
    NONE;

    static Reversal of(MailKind reported) {
        return switch (reported) {
            case NEW_DEVICE -> FORGET_DEVICE;
            case TWO_FACTOR_ENABLED -> TURN_TWO_FACTOR_OFF;
            case AUTHENTICATOR_ADDED, PASSKEY_ADDED -> REMOVE_AUTHENTICATOR;
            case AUTHENTICATOR_REPLACED -> SUSPEND_AUTHENTICATOR;
            case PASSKEY_COPIED -> SUSPEND_COPIED_PASSKEY;
            case RECOVERY_CODES_REGENERATED -> SPEND_RECOVERY_CODES;
            case PAPER_KEY_RENEWED -> REMOVE_PAPER_KEY;
            case SSO_IDENTITY_LINKED -> UNLINK_IDENTITY;
            case ERASURE_REQUESTED -> CANCEL_ERASURE;
            default -> NONE;
        };
    }
}
