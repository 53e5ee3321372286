package dev.sallyport.audit;

import java.util.Locale;

/** The acts that the trail knows; the names follow the OWASP logging vocabulary where it has one. */
public enum AuditType {
    AUTHN_LOGIN_SUCCESS,
    AUTHN_LOGIN_FAIL,
    AUTHN_LOGIN_LOCK,
    AUTHN_CHALLENGE_OPENED,
    AUTHN_CODE_FAIL,
    AUTHN_CODE_SENT,
    AUTHN_TOKEN_REUSE,
    SESSION_EXPIRED,
    AUTHZ_FAIL,
    EXCESS_RATE_LIMIT_EXCEEDED,
    ENROLLMENT_STARTED,
    ENROLLMENT_CODE_FAIL,
    TWO_FACTOR_ENABLED,
    TWO_FACTOR_DISABLED,
    TWO_FACTOR_RESET,
    TWO_FACTOR_RESET_REQUESTED,
    TWO_FACTOR_RESET_APPROVED,
    TWO_FACTOR_RESET_CANCELLED,
    SECOND_STEP_UNLOCKED,
    SENSITIVE_READ,
    PRIVILEGE_PERMISSIONS_CHANGED,
    AUTHENTICATOR_RENAMED,
    AUTHENTICATOR_REMOVED,
    RECOVERY_CODE_USED,
    RECOVERY_CODES_REGENERATED,
    PAPER_KEY_USED,
    PAPER_KEY_RENEWED,
    STEP_UP,
    DEVICE_TRUSTED,
    ACCOUNT_CREATED,
    USER_CREATED,
    CLIENT_CREATED;

    /** The name as it is stored and logged. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
