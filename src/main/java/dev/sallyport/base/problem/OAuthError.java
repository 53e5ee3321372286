package dev.sallyport.base.problem;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sallyport.base.language.Language;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A refusal in OAuth's form (RFC 6749 section 5.2), which every refusal under {@code /oauth2} has. */
@Schema(name = "OAuthError")
public record OAuthError(
        @Schema(required = true) String error,

        @JsonProperty("error_description") @Schema(required = true)
        String description) {

    private static final String ROOT = "/oauth2/";

    static boolean isSpokenAt(String path) {
        return path.startsWith(ROOT);
    }

    /** OAuth has no error for an unsupported media type: it becomes invalid_request. */
    static int status(ProblemException refusal) {
        return refusal.type() == ProblemType.UNSUPPORTED_MEDIA_TYPE
                ? ProblemType.INVALID_REQUEST.status()
                : refusal.type().status();
    }

    /** The error by the name that an RFC has for it: 6749 sections 5.2 and 4.1.2.1, or 6750 section 3.1. */
    public static String nameOf(ProblemType type) {
        return switch (type) {
            case INVALID_GRANT, INVALID_SCOPE, UNSUPPORTED_GRANT_TYPE ->
                type.slug().replace('-', '_');
            default ->
                switch (type.status()) {
                    case 401 -> "invalid_client";
                    case 403 -> "insufficient_scope";
                    case 429, 503 -> "temporarily_unavailable";
                    case 500 -> "server_error";
                    default -> "invalid_request";
                };
        };
    }

    static OAuthError of(ProblemException refusal) {
        return new OAuthError(nameOf(refusal.type()), refusal.sentence(Language.ENGLISH));
    }
}
