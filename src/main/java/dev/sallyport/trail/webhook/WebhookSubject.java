package dev.sallyport.trail.webhook;

import dev.sallyport.security.audit.AuditType;
import java.util.List;
import java.util.Set;

/** The subject of an event, which decides the fields of its messages; the contract has a schema for each. */
enum WebhookSubject {
    ACCOUNT("AccountEventData", "About an account."),
    INVITATION("InvitationEventData", "About an invitation to an account.", Part.INVITATION),
    ROLE("RoleEventData", "About the role of a user, or that which an invitation gives.", Part.USER, Part.INVITATION),
    SIGN_IN("SignInEventData", "About a sign-in, and the user if one is known.", Part.USER),
    USER("UserEventData", "About a user.", Part.USER),
    CHALLENGE(
            "ChallengeEventData",
            "About a second step that a user was asked for.",
            Part.USER,
            Part.PURPOSE,
            Part.REASON),
    SESSION("SessionEventData", "About a session.", Part.USER, Part.SESSION),
    ENDED_SESSION(
            "EndedSessionEventData",
            "About the end of a session, or of several.",
            Part.USER,
            Part.SESSION,
            Part.REASON),
    DEVICE("DeviceEventData", "About a device, or several.", Part.USER, Part.DEVICE),
    AUTHENTICATOR("AuthenticatorEventData", "About an authenticator.", Part.USER, Part.AUTHENTICATOR);

    /** What a message can have in addition to the accounts, the outcome and the actor. */
    enum Part {
        USER("userId", ""),
        SESSION("sessionId", "session"),
        DEVICE("deviceId", "device"),
        AUTHENTICATOR("authenticatorId", "authenticator"),
        INVITATION("invitationId", "invitation"),
        PURPOSE("purpose", "purpose"),
        REASON("reason", "reason");

        private final String field;
        private final String detail;

        Part(String field, String detail) {
            this.field = field;
            this.detail = detail;
        }

        /** Its name in messages. */
        String field() {
            return field;
        }

        /** Its name among the details of the trail. */
        String detail() {
            return detail;
        }

        boolean isId() {
            return this != PURPOSE && this != REASON;
        }
    }

    private final String schema;
    private final String text;

    // of Set.of, which never changes
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Part> parts;

    WebhookSubject(String schema, String text, Part... parts) {
        this.schema = schema;
        this.text = text;
        this.parts = Set.of(parts);
    }

    static WebhookSubject of(AuditType type) {
        return switch (type) {
            case ACCOUNT_CREATED,
                    ACCOUNT_CHANGED,
                    ACCOUNT_RENAMED,
                    ACCOUNT_ERASED,
                    ACCOUNT_PASSWORD_CHANGE_REQUIRED,
                    TWO_FACTOR_POLICY_CHANGED -> ACCOUNT;
            case MEMBER_INVITED, INVITATION_WITHDRAWN -> INVITATION;
            case PRIVILEGE_PERMISSIONS_CHANGED -> ROLE;
            case AUTHN_LOGIN_FAIL -> SIGN_IN;
            case AUTHN_CHALLENGE_OPENED -> CHALLENGE;
            case AUTHN_LOGIN_SUCCESS, STEP_UP, AUTHN_TOKEN_REUSE -> SESSION;
            case SESSION_EXPIRED -> ENDED_SESSION;
            case DEVICE_TRUSTED, DEVICE_RENAMED, DEVICE_REVOKED, DEVICE_COPIED -> DEVICE;
            case TWO_FACTOR_ENABLED, AUTHENTICATOR_RENAMED, AUTHENTICATOR_REMOVED, PASSKEY_COUNTER_WENT_BACK ->
                AUTHENTICATOR;
            default -> USER;
        };
    }

    String schema() {
        return schema;
    }

    String text() {
        return text;
    }

    boolean has(Part part) {
        return parts.contains(part);
    }

    /** In the order of the contract. */
    List<Part> parts() {
        return List.of(Part.values()).stream().filter(this::has).toList();
    }

    /** Whether each of its events has the user: all but those that can be about a stranger or an invitation. */
    boolean needsUser() {
        return has(Part.USER) && this != SIGN_IN && this != ROLE;
    }
}
