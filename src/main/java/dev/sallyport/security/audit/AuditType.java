package dev.sallyport.security.audit;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The acts that the trail knows; the names follow the OWASP logging vocabulary where it has one. */
public enum AuditType {
    AUTHN_LOGIN_SUCCESS,
    AUTHN_LOGIN_FAIL,
    AUTHN_LOGIN_FAIL_MAX,
    AUTHN_LOGIN_LOCK,
    AUTHN_PASSWORD_CHANGE,
    AUTHN_PASSWORD_RESET_REQUESTED,
    PASSWORD_CHANGE_REQUIRED,
    ACCOUNT_PASSWORD_CHANGE_REQUIRED,
    PASSWORD_LIST_UNAVAILABLE,
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
    ACCESS_CODE_ISSUED,
    ACCESS_CODE_USED,
    PAPER_KEY_USED,
    PAPER_KEY_RENEWED,
    PASSKEY_COUNTER_WENT_BACK,
    STEP_UP,
    TOTP_CHECK,
    DEVICE_TRUSTED,
    DEVICE_RENAMED,
    DEVICE_REVOKED,
    DEVICE_COPIED,
    SIGN_IN_REPORTED,
    TWO_FACTOR_POLICY_CHANGED,
    ACCOUNT_CREATED,
    EMAIL_CHANGE_REQUESTED,
    EMAIL_CHANGE_CODE_FAIL,
    EMAIL_CHANGED,
    USER_CREATED,
    USER_UPDATED,
    USERS_IMPORT_STARTED,
    USERS_IMPORTED,
    USERS_EXPORT_STARTED,
    USERS_EXPORTED,
    USER_DISABLED,
    USER_ENABLED,
    USER_LOCKED_DOWN,
    USER_LOCKDOWN_LIFTED,
    USER_ERASURE_REQUESTED,
    USER_ERASURE_CANCELLED,
    USER_ERASED,
    ACCOUNT_ERASED,
    ACCOUNT_RENAMED,
    ACCOUNT_CHANGED,
    MEMBER_INVITED,
    MEMBER_JOINED,
    MEMBER_REMOVED,
    INVITATION_WITHDRAWN,
    CLIENT_SECRET_FAIL,
    CLIENT_CREATED,
    CLIENT_CHANGED,
    CLIENT_SECRET_ROTATED,
    CLIENT_DELETED,
    WEBHOOK_CREATED,
    WEBHOOK_CHANGED,
    WEBHOOK_SECRET_ROTATED,
    WEBHOOK_DELETED,
    WEBHOOK_DISABLED,
    SIGNING_KEY_ROTATED,
    SIGNING_KEY_REMOVED,
    IDENTITY_PROVIDER_ADDED,
    IDENTITY_PROVIDER_REMOVED,
    SSO_IDENTITY_LINKED,
    SSO_IDENTITY_UNLINKED;

    /** The types whose details have what a person has written. */
    private static final Set<AuditType> WITH_WORDS = EnumSet.of(
            PASSWORD_CHANGE_REQUIRED,
            SECOND_STEP_UNLOCKED,
            ACCESS_CODE_ISSUED,
            USER_LOCKED_DOWN,
            TWO_FACTOR_RESET,
            TWO_FACTOR_RESET_REQUESTED,
            TWO_FACTOR_RESET_APPROVED,
            TWO_FACTOR_RESET_CANCELLED);

    private static final Set<String> WORDS = Set.of("reason", "identityCheck");

    /** Whether a detail of an event of this type is what a person has written: it stays in the trail. */
    public static boolean areWords(String type, String detail) {
        return WORDS.contains(detail)
                && WITH_WORDS.stream().anyMatch(each -> each.text().equals(type));
    }

    /** The name as it is stored and logged. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
