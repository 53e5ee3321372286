package dev.sallyport.base.problem;

/**
 * Every way the service says no. The slug is the promise to clients; titles may be reworded.
 *
 * <p>The first type of each status is its general case: {@link #of(int)} relies on the order.
 */
public enum ProblemType {
    INVALID_REQUEST(
            400,
            "invalid-request",
            "The request is not valid",
            "Something in the request does not have the form that this operation takes."),
    INVALID_GRANT(
            400,
            "invalid-grant",
            "The grant is not valid, or no longer",
            "The token was used, has expired or was revoked, or its session has ended."),
    INVALID_SCOPE(
            400,
            "invalid-scope",
            "The scope is wider than what was granted",
            "Ask for scopes that the client has, or leave the scope out."),
    UNSUPPORTED_GRANT_TYPE(
            400,
            "unsupported-grant-type",
            "There is no such grant here",
            "Use the grant refresh_token or client_credentials."),
    NOT_AUTHENTICATED(
            401,
            "not-authenticated",
            "Authentication is required",
            "Send a credential that is good now, in the Authorization header."),
    INVALID_CLIENT(
            401,
            "invalid-client",
            "The client is not known by these credentials",
            "Send the id and the secret of a client as HTTP Basic credentials."),
    INVALID_CREDENTIALS(
            401,
            "invalid-credentials",
            "The credentials are not correct",
            "The email or the password is not correct, or the user cannot sign in."),
    INVALID_CODE(401, "invalid-code", "The code is not correct", "The code is wrong, has expired or was used before."),
    CHALLENGE_EXPIRED(
            401,
            "challenge-expired",
            "The challenge is no longer open",
            "The challenge has expired, was answered or is not known; sign in again."),
    STEP_UP_REQUIRED(
            401,
            "step-up-required",
            "A fresh or stronger sign-in is required",
            "Prove the session again at /v1/me/step-up, with a second factor where there is one."),
    INVALID_ID_TOKEN(
            401,
            "invalid-id-token",
            "The ID token is not accepted",
            "The provider or its token is not accepted, or nobody here is linked to its subject."),
    FORBIDDEN(403, "forbidden", "This is not allowed", "The caller is known, and may not do this."),
    PASSWORD_RESET_REQUIRED(
            403,
            "password-reset-required",
            "A new password must be set first",
            "Ask for a link at /v1/password/forgot, and set a new password with it."),
    NOT_FOUND(404, "not-found", "There is nothing here", "There is no such resource, or it is not for this caller."),
    NO_SUCH_PATH(
            404,
            "no-such-path",
            "There is no such path",
            "No operation has this path: compare it with the published contract."),
    METHOD_NOT_ALLOWED(
            405,
            "method-not-allowed",
            "The method is not allowed here",
            "Use one of the methods that the Allow header lists."),
    NOT_ACCEPTABLE(
            406,
            "not-acceptable",
            "No acceptable media type",
            "The answer has none of the media types that the Accept header asks for."),
    CONFLICT(
            409,
            "conflict",
            "The current state does not allow this",
            "What is there now does not go together with this request."),
    EMAIL_TAKEN(409, "email-taken", "The email address is in use", "There is a user with this email address already."),
    TWO_FACTOR_ENFORCED(
            409,
            "two-factor-enforced",
            "A policy requires two-factor sign-in",
            "A policy of one of the user's accounts requires two-factor sign-in, so it stays on."),
    OWN_TWO_FACTOR_MISSING(
            409,
            "own-two-factor-missing",
            "Enable two-factor sign-in for yourself first",
            "Whoever requires a second factor of others must have one."),
    LAST_OWNER(409, "last-owner", "An account needs an owner", "Make somebody else an owner of the account first."),
    LAST_AUTHENTICATOR(
            409,
            "last-authenticator",
            "This is the last authenticator",
            "Taking the last one away is turning two-factor sign-in off."),
    TOO_MANY_AUTHENTICATORS(
            409,
            "too-many-authenticators",
            "No more authenticators can be added",
            "Remove an authenticator first, or replace one."),
    ALREADY_CONFIRMED(409, "already-confirmed", "This is confirmed already", "There is nothing left to confirm."),
    GONE(410, "gone", "This is no longer available", "It was here until it expired, was used or was withdrawn."),
    ENROLLMENT_EXPIRED(
            410,
            "enrollment-expired",
            "The enrollment is no longer open",
            "Its time is over, or too many wrong codes were sent; start the enrollment again."),
    STALE(
            412,
            "precondition-failed",
            "The resource has changed since it was read",
            "Read the resource again, and send the new ETag as If-Match."),
    PAYLOAD_TOO_LARGE(413, "payload-too-large", "The body is too large", "A body may have 16 KiB."),
    URI_TOO_LONG(414, "uri-too-long", "The request target is too long", "A request target may have 4096 characters."),
    UNSUPPORTED_MEDIA_TYPE(
            415,
            "unsupported-media-type",
            "The media type is not supported",
            "Send the body uncompressed, in UTF-8 and as a media type that this operation takes."),
    RULE_VIOLATED(
            422,
            "rule-violated",
            "A rule does not allow this",
            "The request is well formed, and a rule is against it."),
    WEAK_PASSWORD(
            422,
            "weak-password",
            "The password is too easy to guess",
            "Choose a longer password, or one that is less common."),
    PRECONDITION_REQUIRED(
            428, "precondition-required", "If-Match is required", "Send the ETag of what was read as If-Match."),
    TOO_MANY_REQUESTS(
            429, "too-many-requests", "Too many requests", "Try again when the time in Retry-After has passed."),
    TOO_MANY_ATTEMPTS(
            429, "too-many-attempts", "Too many failed attempts", "Try again when the time in Retry-After has passed."),
    HEADERS_TOO_LARGE(
            431, "headers-too-large", "The header fields are too large", "The header fields may have 16 KiB together."),
    INTERNAL(500, "internal", "Something went wrong on our side", "It is in our log, under the id of this request."),
    UNAVAILABLE(
            503,
            "unavailable",
            "The service is busy; try again shortly",
            "Try again when the time in Retry-After has passed.");

    private static final String URN = "urn:sallyport:problem:";

    private final int status;
    private final String slug;
    private final String title;
    private final String detail;

    ProblemType(int status, String slug, String title, String detail) {
        this.status = status;
        this.slug = slug;
        this.title = title;
        this.detail = detail;
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

    /** What to tell the developer of the client where nothing nearer is known. OAuth takes it too: so no quotes, only ASCII. */
    public String detail() {
        return detail;
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
