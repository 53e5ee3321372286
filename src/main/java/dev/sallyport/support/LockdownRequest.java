package dev.sallyport.support;

import dev.sallyport.support.agent.Justification;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The reason for locking a user down. */
@Schema(name = "LockDownUserRequest")
record LockdownRequest(
        @NotNull
        @Size(min = Justification.MIN_REASON, max = Justification.MAX_REASON)
        @Pattern(regexp = Justification.TRIMMED, message = Justification.NOT_TRIMMED)
        String reason) {

    @Override
    public String toString() {
        return "LockdownRequest"; // an agent's words about a person belong into the trail, not into a log
    }
}
