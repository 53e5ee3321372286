package dev.sallyport.base.problem;

/**
 * Every kind of refusal. Clients may rely on the slug; titles and details may be reworded.
 *
 * <p>The first type of each status is its general case: {@link #of(int)} relies on the order.
 */
public enum ProblemType {
    INVALID_REQUEST(
            400,
            "invalid-request",
            "The request is not valid",
            "A part of the request is malformed: compare it with the published contract."),
    INVALID_GRANT(
            400,
            "invalid-grant",
            "The grant is not valid or has expired",
            "Sign in again: the token was used, expired or revoked, or its session has ended."),
    INVALID_SCOPE(
            400,
            "invalid-scope",
            "The scope exceeds what was granted",
            "Request only scopes that the client has, or omit scope."),
    UNSUPPORTED_GRANT_TYPE(
            400,
            "unsupported-grant-type",
            "The grant type is not supported",
            "Use the grant type refresh_token or client_credentials."),
    NOT_AUTHENTICATED(
            401,
            "not-authenticated",
            "Authentication is required",
            "Send a valid credential in the Authorization header."),
    INVALID_CLIENT(
            401,
            "invalid-client",
            "The client credentials are not correct",
            "The id or the secret of the client is missing or wrong. Send both as HTTP Basic credentials."),
    INVALID_CREDENTIALS(
            401,
            "invalid-credentials",
            "The credentials are not correct",
            "Check the email and the password: they are not correct, or the user is not allowed to sign in."),
    INVALID_CODE(401, "invalid-code", "The code is not correct", "The code is wrong or expired. Enter a new one."),
    CHALLENGE_EXPIRED(
            401,
            "challenge-expired",
            "This sign-in has expired",
            "The challenge is unknown, expired or already answered: sign in again."),
    STEP_UP_REQUIRED(
            401,
            "step-up-required",
            "Confirm that it is you",
            "Recent authentication is required. Send one of the methods to POST /v1/me/step-up and retry with the new"
                    + " access token."),
    INVALID_ID_TOKEN(
            401,
            "invalid-id-token",
            "The ID token is not accepted",
            "Get a new ID token: this one or its provider is not accepted, or no user is linked to its subject."),
    INVALID_CREDENTIAL(
            401,
            "invalid-credential",
            "The passkey is not accepted",
            "The credential does not answer these options: ask for new options and try again."),
    FORBIDDEN(
            403,
            "forbidden",
            "This is not allowed",
            "Use a caller with the role or scope that the operation requires."),
    PASSWORD_RESET_REQUIRED(
            403,
            "password-reset-required",
            "A new password must be set first",
            "Request a link at /v1/password/forgot and use it to set a new password."),
    NOT_FOUND(
            404,
            "not-found",
            "Not found",
            "Check the id: the resource does not exist, or the caller has no access to it."),
    NO_SUCH_PATH(
            404,
            "no-such-path",
            "No such path",
            "No operation has this path: check it against the published contract."),
    METHOD_NOT_ALLOWED(
            405,
            "method-not-allowed",
            "The method is not allowed",
            "Use one of the methods that the Allow header lists."),
    NOT_ACCEPTABLE(
            406,
            "not-acceptable",
            "No acceptable media type",
            "Accept one of the media types that this operation returns."),
    CONFLICT(
            409,
            "conflict",
            "This is not possible now",
            "The request conflicts with the current state: read it again before you retry."),
    EMAIL_TAKEN(
            409, "email-taken", "The email address is in use", "Another user has this email address: use another one."),
    TWO_FACTOR_ENFORCED(
            409,
            "two-factor-enforced",
            "A policy requires two-factor sign-in",
            "A policy of one of the user's accounts requires two-factor sign-in: replace a factor instead of"
                    + " removing it."),
    OWN_TWO_FACTOR_MISSING(
            409,
            "own-two-factor-missing",
            "Enable two-factor sign-in for yourself first",
            "Set up a second factor for yourself before you require one of others."),
    LAST_OWNER(409, "last-owner", "An account needs an owner", "Make another user an owner of the account first."),
    SHARED_USER(
            409,
            "shared-user",
            "The user belongs to other accounts, too",
            "An account cannot do this to a user of several accounts: ask support."),
    LAST_AUTHENTICATOR(
            409,
            "last-authenticator",
            "This is the last authenticator",
            "To remove the last authenticator, disable two-factor sign-in."),
    TOO_MANY_AUTHENTICATORS(
            409,
            "too-many-authenticators",
            "No more authenticators can be added",
            "Remove or replace an authenticator first."),
    ALREADY_CONFIRMED(
            409,
            "already-confirmed",
            "Already confirmed",
            "The resource is confirmed already: continue without another confirmation."),
    ALREADY_REGISTERED(
            409,
            "already-registered",
            "The passkey is registered already",
            "The authenticator has a passkey of this or another user: use another authenticator."),
    REQUEST_OUTSTANDING(
            409,
            "request-outstanding",
            "A request with this Idempotency-Key is outstanding",
            "The first request with this key is still being processed: repeat it after the time in Retry-After."),
    GONE(
            410,
            "gone",
            "This is no longer available",
            "The resource has expired, or was used or withdrawn: request a new one."),
    ENROLLMENT_EXPIRED(
            410,
            "enrollment-expired",
            "The set-up has expired",
            "The enrollment has expired, or too many wrong codes were sent: start a new one."),
    PRECONDITION_FAILED(
            412,
            "precondition-failed",
            "The resource has changed since it was read",
            "Read the resource again and send its new ETag as If-Match."),
    PAYLOAD_TOO_LARGE(413, "payload-too-large", "The body is too large", "Send a body of at most 16 KiB."),
    URI_TOO_LONG(414, "uri-too-long", "The request target is too long", "Send at most 4096 characters."),
    UNSUPPORTED_MEDIA_TYPE(
            415,
            "unsupported-media-type",
            "The media type is not supported",
            "Send the body uncompressed, in UTF-8 and with a media type that this operation accepts."),
    RULE_VIOLATED(
            422,
            "rule-violated",
            "A rule does not allow this",
            "Change the fields that errors names: the request is well formed, but a rule does not allow it."),
    WEAK_PASSWORD(
            422, "weak-password", "The password is too easy to guess", "Choose a longer or less common password."),
    IDEMPOTENCY_KEY_REUSED(
            422,
            "idempotency-key-reused",
            "The Idempotency-Key was used for another request",
            "Make a new key for each request, and repeat it only with a retry of exactly that request."),
    PRECONDITION_REQUIRED(
            428, "precondition-required", "If-Match is required", "Read the resource and send its ETag as If-Match."),
    TOO_MANY_REQUESTS(429, "too-many-requests", "Too many requests", "Try again after the time in Retry-After."),
    TOO_MANY_ATTEMPTS(429, "too-many-attempts", "Too many failed attempts", "Try again after the time in Retry-After."),
    HEADERS_TOO_LARGE(
            431, "headers-too-large", "The header fields are too large", "Send at most 16 KiB of header fields."),
    INTERNAL(
            500,
            "internal",
            "Something went wrong on our side",
            "Try again. The log of the service has the cause, with the id of this request."),
    UNAVAILABLE(
            503, "unavailable", "The service is busy; try again shortly", "Try again after the time in Retry-After.");

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

    /** The English title; {@link ProblemTitles} has the other languages. */
    public String title() {
        return title;
    }

    /** Default text for the client's developer. OAuth's {@code error_description} uses it: ASCII only, no quotes. */
    public String detail() {
        return detail;
    }

    /** The problem's {@code type} member. */
    public String urn() {
        return URN + slug;
    }

    /** The general type of a status; a status that is not listed becomes 400 or 500. */
    static ProblemType of(int status) {
        for (ProblemType type : values()) {
            if (type.status == status) {
                return type;
            }
        }
        return status >= 400 && status < 500 ? INVALID_REQUEST : INTERNAL;
    }
}
