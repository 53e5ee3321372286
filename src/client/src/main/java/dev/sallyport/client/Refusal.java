package dev.sallyport.client;

import java.util.Optional;

/**
 * What a backend answers instead of serving a request: a status, a challenge and a problem document, with the names
 * that Sallyport's own contract uses.
 *
 * @param reason why
 * @param requirement what the operation requires
 */
public record Refusal(Reason reason, Requirement requirement) {

    /** The type of {@link #problem()}. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** Seconds after which a request that got 503 may be repeated. */
    public static final int RETRY_AFTER = 5;

    /** Why a request is refused. */
    public enum Reason {
        /** There is no bearer token: 401 without an error code (RFC 6750 section 3.1). */
        NO_TOKEN(401, "", "", "not-authenticated", "Authentication is required"),

        /** The header has the scheme {@code Bearer} and no token, or there are several: 401 {@code invalid_request}. */
        INVALID_REQUEST(
                401,
                "invalid_request",
                "The header must consist of Bearer, a space and one token",
                "not-authenticated",
                "Authentication is required"),

        /** The token is not a valid access token for this backend, or what it belongs to has ended: 401 {@code
         * invalid_token}. */
        INVALID_TOKEN(
                401,
                "invalid_token",
                "The token is unknown, expired, revoked, or of another kind",
                "not-authenticated",
                "Authentication is required"),

        /** The user must authenticate again, or with a second factor: 401 {@code insufficient_user_authentication}
         * (RFC 9470). */
        INSUFFICIENT_USER_AUTHENTICATION(
                401,
                "insufficient_user_authentication",
                "Prove again who you are",
                "step-up-required",
                "Confirm that it is you"),

        /** The keys or the revocations are not known well enough to tell: 503. It is not the caller's fault. */
        UNAVAILABLE(503, "", "", "unavailable", "The service is busy; try again shortly");

        private final int status;
        private final String error;
        private final String description;
        private final String problem;
        private final String title;

        Reason(int status, String error, String description, String problem, String title) {
            this.status = status;
            this.error = error;
            this.description = description;
            this.problem = problem;
            this.title = title;
        }
    }

    /**
     * The status of the answer.
     *
     * @return 401 or 503
     */
    public int status() {
        return reason.status;
    }

    /**
     * The value of {@code WWW-Authenticate} (RFC 6750, RFC 9470).
     *
     * @return a challenge for each 401, empty for 503
     */
    public Optional<String> challenge() {
        return switch (reason) {
            case NO_TOKEN -> Optional.of("Bearer");
            case INVALID_REQUEST, INVALID_TOKEN -> Optional.of(error());
            case INSUFFICIENT_USER_AUTHENTICATION -> Optional.of(error() + ", " + requirement.parameters());
            case UNAVAILABLE -> Optional.empty();
        };
    }

    private String error() {
        return "Bearer error=\"" + reason.error + "\", error_description=\"" + reason.description + "\"";
    }

    /**
     * The body of the answer (RFC 9457), of the type {@link #MEDIA_TYPE}.
     *
     * @return JSON with {@code type}, {@code title} and {@code status}
     */
    public String problem() {
        return "{\"type\":\"urn:sallyport:problem:" + reason.problem + "\",\"title\":\"" + reason.title
                + "\",\"status\":" + reason.status + "}";
    }
}
