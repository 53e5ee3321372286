package dev.sallyport.support;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The reason for an access code, and how the agent checked the user's identity. */
@Schema(name = "IssueAccessCodeRequest")
record AccessCodeRequest(
        @NotNull
        @Size(min = 10, max = 500)
        @Pattern(regexp = "\\S[\\s\\S]*\\S", message = "must not begin or end with a space")
        String reason,

        @NotNull
        @Size(min = 3, max = 100)
        @Pattern(regexp = "\\S[\\s\\S]*\\S", message = "must not begin or end with a space")
        String identityCheck) {

    @Override
    public String toString() {
        return "AccessCodeRequest"; // an agent's words about a person belong into the trail, not into a log
    }
}
