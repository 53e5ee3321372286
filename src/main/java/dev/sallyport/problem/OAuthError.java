package dev.sallyport.problem;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A refusal in the form that OAuth clients read (RFC 6749 section 5.2): what 400 and 401 are under {@code /oauth2}. */
@Schema(description = "An error of OAuth 2.0 (RFC 6749 section 5.2).")
public record OAuthError(
        @Schema(required = true, description = "What is wrong, by the RFC's name.", examples = "invalid_grant")
        String error,

        @JsonProperty("error_description")
        @Schema(required = true, description = "A sentence for the developer of the client.")
        String description) {

    private static final String ROOT = "/oauth2/";

    static boolean isSpokenAt(String path) {
        return path.startsWith(ROOT);
    }

    /** Whether a refusal has this form; the statuses that OAuth has no error for are problems everywhere. */
    static boolean isFormOf(ProblemException refusal, String path) {
        int status = refusal.type().status();
        return isSpokenAt(path) && (status == 400 || status == 401);
    }

    static OAuthError of(ProblemException refusal) {
        return new OAuthError(refusal.type().slug().replace('-', '_'), refusal.sentence());
    }
}
