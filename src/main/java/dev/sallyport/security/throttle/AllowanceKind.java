package dev.sallyport.security.throttle;

import java.util.Locale;

/** What is limited by an {@link Allowance}; the comment names the owner, and the part where there is one. */
public enum AllowanceKind {
    /** Network. */
    SIGN_IN,
    /** Network: mails with codes or links that it caused. */
    MAIL,
    /** Network. */
    SIGN_UP,
    /** Email; its device, or none. */
    PASSWORD,
    /** Email; a network. */
    BLIND_SIGN_IN,
    /** Email: wrong passwords with a right second proof. */
    BLIND_PROOF,
    /** Email: notices of a run of wrong passwords. */
    WRONG_PASSWORDS_NOTICE,
    /** User: mails with codes. */
    EMAIL_CODE,
    /** User: links to a new password. */
    PASSWORD_RESET,
    /** User: new recovery codes and paper keys. */
    RECOVERY_RENEWAL,
    /** Support agent. */
    RESET_BY_AGENT,
    /** User whose factors agents reset. */
    RESET_OF_USER,
    /** Account: users that its owners and admins add. */
    INVITATION,
    /** Client. */
    CLIENT_REQUEST;

    /** As it stands in the table. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
