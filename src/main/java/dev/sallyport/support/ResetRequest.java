package dev.sallyport.support;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The reason for a reset, and how the agent checked the user's identity. */
@Schema(name = "ResetTwoFactorRequest")
record ResetRequest(
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
        return "ResetRequest"; // an agent's words about a person belong into the trail, not into a log
    }
}
