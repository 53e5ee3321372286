package dev.sallyport.problem;

/**
 * Every way the service says no. The slug is the promise to clients; titles may be reworded.
 *
 * <p>The first type of each status is its general case: {@link #of(int)} relies on the order.
 */
public enum ProblemType {
    INVALID_REQUEST(400, "invalid-request", "The request is not valid"),
    INVALID_GRANT(400, "invalid-grant", "The grant is not valid, or no longer"),
    INVALID_SCOPE(400, "invalid-scope", "The scope is wider than what was granted"),
    UNSUPPORTED_GRANT_TYPE(400, "unsupported-grant-type", "There is no such grant here"),
    NOT_AUTHENTICATED(401, "not-authenticated", "Authentication is required"),
    INVALID_CLIENT(401, "invalid-client", "The client is not known by these credentials"),
    INVALID_CREDENTIALS(401, "invalid-credentials", "The credentials are not correct"),
    INVALID_CODE(401, "invalid-code", "The code is not correct"),
    CHALLENGE_EXPIRED(401, "challenge-expired", "The challenge is no longer open"),
    STEP_UP_REQUIRED(401, "step-up-required", "A fresh or stronger sign-in is required"),
    INVALID_ID_TOKEN(401, "invalid-id-token", "The ID token is not accepted"),
    FORBIDDEN(403, "forbidden", "This is not allowed"),
    PASSWORD_RESET_REQUIRED(403, "password-reset-required", "A new password must be set first"),
    NOT_FOUND(404, "not-found", "There is nothing here"),
    METHOD_NOT_ALLOWED(405, "method-not-allowed", "The method is not allowed here"),
    NOT_ACCEPTABLE(406, "not-acceptable", "No acceptable media type"),
    CONFLICT(409, "conflict", "The current state does not allow this"),
    EMAIL_TAKEN(409, "email-taken", "The email address is in use"),
    TWO_FACTOR_ENFORCED(409, "two-factor-enforced", "A policy requires two-factor sign-in"),
    OWN_TWO_FACTOR_MISSING(409, "own-two-factor-missing", "Enable two-factor sign-in for yourself first"),
    LAST_OWNER(409, "last-owner", "An account needs an owner"),
    LAST_AUTHENTICATOR(409, "last-authenticator", "This is the last authenticator"),
    TOO_MANY_AUTHENTICATORS(409, "too-many-authenticators", "No more authenticators can be added"),
    ALREADY_CONFIRMED(409, "already-confirmed", "This is confirmed already"),
    GONE(410, "gone", "This is no longer available"),
    ENROLLMENT_EXPIRED(410, "enrollment-expired", "The enrollment is no longer open"),
    STALE(412, "precondition-failed", "The resource has changed since it was read"),
    PAYLOAD_TOO_LARGE(413, "payload-too-large", "The body is too large"),
    URI_TOO_LONG(414, "uri-too-long", "The request target is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "The media type is not supported"),
    RULE_VIOLATED(422, "rule-violated", "A rule does not allow this"),
    WEAK_PASSWORD(422, "weak-password", "The password is too easy to guess"),
    PRECONDITION_REQUIRED(428, "precondition-required", "If-Match is required"),
    TOO_MANY_REQUESTS(429, "too-many-requests", "Too many requests"),
    TOO_MANY_ATTEMPTS(429, "too-many-attempts", "Too many failed attempts"),
    HEADERS_TOO_LARGE(431, "headers-too-large", "The header fields are too large"),
    INTERNAL(500, "internal", "Something went wrong on our side"),
    UNAVAILABLE(503, "unavailable", "The service is busy; try again shortly");

    private static final String URN = "urn:sallyport:problem:";

    private final int status;
    private final String slug;
    private final String title;

    ProblemType(int status, String slug, String title) {
        this.status = status;
        this.slug = slug;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String slug() {
        return slug;
    }

    /** In English; {@link ProblemTitles} has the other languages. */
    public String title() {
        return title;
    }

    /** The problem's {@code type} member. */
    public String urn() {
        return URN + slug;
    }

    /** The general case of a status; a status that is not in the catalogue becomes 400 or 500. */
    static ProblemType of(int status) {
        for (ProblemType type : values()) {
            if (type.status == status) {
                return type;
            }
        }
        return status >= 400 && status < 500 ? INVALID_REQUEST : INTERNAL;
    }
}
