package dev.sallyport.support.reset;

import dev.sallyport.support.agent.Justification;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The reason for a reset, and how the agent checked the user's identity. */
@Schema(name = "ResetTwoFactorRequest")
record ResetRequest(
        @NotNull
        @Size(min = Justification.MIN_REASON, max = Justification.MAX_REASON)
        @Pattern(regexp = Justification.TRIMMED, message = Justification.NOT_TRIMMED)
        String reason,

        @NotNull
        @Size(min = Justification.MIN_IDENTITY_CHECK, max = Justification.MAX_IDENTITY_CHECK)
        @Pattern(regexp = Justification.TRIMMED, message = Justification.NOT_TRIMMED)
        String identityCheck) {

    @Override
    public String toString() {
        return "ResetRequest"; // an agent's words about a person belong into the trail, not into a log
    }
}
