package dev.sallyport.support;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The reason for a reset, and how the agent checked the user's identity. */
record ResetRequest(
        @NotNull
        @Size(min = 10, max = 500)
        @Pattern(regexp = "\\S[\\s\\S]*\\S", message = "must not begin or end with a space")
        @Schema(required = true, examples = "Phone stolen, recovery codes were on it; ticket 4711")
        String reason,

        @NotNull
        @Size(min = 3, max = 100)
        @Pattern(regexp = "\\S[\\s\\S]*\\S", message = "must not begin or end with a space")
        @Schema(
                required = true,
                description = "How the identity was checked, in words of your desk: `documented_id`, `video_call`,"
                        + " `known_contact` and `in_person` are good ones.",
                examples = "video_call")
        String identityCheck) {

    @Override
    public String toString() {
        return "ResetRequest"; // an agent's words about a person belong into the trail, not into a log
    }
}
